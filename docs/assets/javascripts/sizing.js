// Live sizing: the reader edits an input, and every figure that hangs on it moves, in the table and in the prose.
//
// The build has checked the formulas and their units; what arrives here (see to_json in macros/sizing.py) is
// arithmetic on plain numbers in base units, with how each figure is written. Numbers are rounded as in
// macros/figures.py: a change there is a change here. Without this script the built figures stand.
(() => {
  "use strict";

  // --- Arithmetic. What has no value is NaN or infinite; `compute` refuses both.
  const wholeNumber = (value, round) => {
    const near = Math.floor(value + 0.5);
    return Math.abs(value - near) <= 1e-9 * Math.max(1, Math.abs(value)) ? near : round(value);
  };
  const operators = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "**": (a, b) => (Math.abs(b) > 1000 ? NaN : a ** b),
    neg: (a) => -a,
    min: Math.min,
    max: Math.max,
    ceil: (a) => wholeNumber(a, Math.ceil),
    floor: (a) => wholeNumber(a, Math.floor),
    sqrt: Math.sqrt,
    ln: Math.log,
    log2: Math.log2,
    log10: Math.log10,
    exp: Math.exp,
  };
  const calculate = (plain, rows) => {
    if (typeof plain === "string") return rows[plain];
    if (typeof plain === "number") return plain;
    const value = operators[plain[0]](...plain.slice(1).map((operand) => calculate(operand, rows)));
    return Number.isFinite(value) ? value : NaN;
  };
  // Inputs in their declared units -> every row in base units. Throws the id of a row that has no value.
  const compute = (data, values) => {
    const rows = {};
    for (const key in data.inputs) rows[key] = values[key] * data.inputs[key].f;
    for (const key in data.derived) {
      rows[key] = calculate(data.derived[key].x, rows);
      if (!Number.isFinite(rows[key])) throw key;
    }
    return rows;
  };

  // --- Writing a number.
  const superscript = (power) => String(power).replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  const trimmed = (digits) => digits.replace(/0+$/, "") || "0";
  const digitsOf = (exponential) => {
    const [mantissa, power] = exponential.split("e");
    return [mantissa.replace(".", ""), Number(power)];
  };
  const rounded = (value) => {
    if (value === 0) return ["0", 0];
    let [digits, power] = digitsOf(Math.abs(value).toExponential(11));
    if (power >= 0 && power <= 2 && !/[1-9]/.test(digits.slice(power + 1))) return [trimmed(digits), power];
    const keep = digits[0] === "1" ? 3 : 2;
    const kept = Number(digits.slice(0, keep)) + (digits[keep] >= "5" ? 1 : 0);
    if (kept === 10 ** keep) power += 1;
    return [trimmed(String(kept)), power];
  };
  const plainNumber = (digits, power) => {
    if (power < 0) return "0." + "0".repeat(-power - 1) + digits;
    const whole = digits.slice(0, power + 1).padEnd(power + 1, "0");
    const fraction = digits.slice(power + 1);
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction && "." + fraction);
  };
  const layout = (digits, power, money, exact) => {
    if (power >= 15 || power < (exact ? -6 : -4)) {
      return digits[0] + (digits.length > 1 ? "." : "") + digits.slice(1) + " × 10" + superscript(power);
    }
    if (power >= 5) {
      const shift = Math.min(12, power - (power % 3));
      if (!exact || digits.length <= power - shift + 3) {
        return plainNumber(digits, power - shift) + { 3: "K", 6: "M", 9: "B", 12: "T" }[shift];
      }
    }
    const text = plainNumber(digits, power);
    return money && power < 3 && text.at(-2) === "." ? text + "0" : text;
  };
  const place = (display, [, , one, many], number, negative) =>
    (negative ? "−" : "") + display.p + number + (number === "1" ? one : many);
  const write = (display, base) => {
    const kept = display.k ? [display.k] : [];
    for (const rung of [...kept, ...display.r]) {
      const [digits, power] = rounded(base / rung[1]);
      const size = Number(`${digits[0]}.${digits.slice(1)}e${power}`);
      const fits = rung === display.k ? !base || size >= rung[4] : true;
      if (fits && (rung[0] === null || size < rung[0])) {
        return place(display, rung, layout(digits, power, display.p, false), base < 0);
      }
    }
  };
  const exactNumber = (display, value) => {
    const [digits, power] = digitsOf(Math.abs(value).toExponential());
    return layout(trimmed(digits), power, display.p, true);
  };
  const writeExact = (display, value) => place(display, display.r[0], exactNumber(display, value), value < 0);

  // --- Reading what was typed: 20M, 1.5k, 3e6, 12%, 20,000, with or without the unit. NaN if it can't be read.
  const parse = (text, input) => {
    const { p, r } = input.d;
    let typed = text.trim().replace("−", "-");
    for (const words of [r[0][3].trim(), r[0][2].trim()]) {
      if (words && words !== "%" && typed.endsWith(words)) typed = typed.slice(0, -words.length).trim();
    }
    if (p) typed = typed.replace(p, "");
    const match = /^([-+]?)(\d{1,3}(?:[, _]\d{3})+|\d*)(\.\d*)?(?:e([-+]?\d{1,3}))?\s*(k|m|bn?|t)?\s*(%)?$/i.exec(typed);
    if (!match || !/\d/.test(typed) || (match[6] && input.pct === undefined)) return NaN;
    const [, sign, whole, fraction = "", power = 0, suffix = "", percent] = match;
    if (!/\d/.test(whole + fraction)) return NaN;
    // The decimal point moves in the text, so that 7% is 0.07 and not 0.07000000000000001.
    const shift = { "": 0, k: 3, m: 6, b: 9, t: 12 }[suffix.slice(0, 1).toLowerCase()] + (percent ? input.pct : 0);
    return Number(`${sign}${whole.replace(/\D/g, "") || 0}${fraction}e${Number(power) + shift}`);
  };

  // --- The page.
  const make = (name, attributes, ...children) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };

  const enliven = (root) => {
    const data = JSON.parse(root.querySelector(".sizing-data").textContent);
    const store = "sizing:" + location.pathname + ":" + root.dataset.sizing;
    const keys = Object.keys(data.inputs);
    const built = Object.fromEntries(keys.map((key) => [key, data.inputs[key].v]));
    const values = { ...built };
    const texts = (rows) => {
      const written = {};
      for (const key of keys) written[key] = writeExact(data.inputs[key].d, values[key]);
      for (const key in data.derived) written[key] = write(data.derived[key].d, rows[key]);
      return written;
    };
    const original = texts(compute(data, values));
    const rowOf = (key) => root.querySelector(`[data-row="${key}"]`);
    const label = (key) => rowOf(key).querySelector("th").firstChild.textContent.trim();
    const fields = {};

    const reset = make("button", { type: "button", className: "sizing-reset", textContent: "Reset", hidden: true });
    const summary = make("span", { className: "sizing-summary" });
    summary.setAttribute("role", "status");
    const hint = "Change an input: every figure on this page that hangs on it moves.";
    root.prepend(make("div", { className: "sizing-bar" }, summary, reset));
    summary.textContent = hint;

    // Why `value` can't be taken for an input, or nothing. `rows` is filled as a side result.
    const refusal = (key, value) => {
      const { d, f, min, max } = data.inputs[key];
      const said = (bound) => writeExact(d, bound);
      if (!Number.isFinite(value * f)) return "Write a number, such as 20M, 1.5k or 3e6" + (d.p || data.inputs[key].pct === undefined ? "." : ", or 12%.");
      if (min !== undefined && max !== undefined && (value < min || value > max)) return `Between ${said(min)} and ${said(max)}.`;
      if (min !== undefined && value < min) return `At least ${said(min)}.`;
      if (max !== undefined && value > max) return `At most ${said(max)}.`;
      if (value < 0 && built[key] >= 0) return "Not below zero.";
      try {
        compute(data, { ...values, [key]: value });
      } catch (row) {
        return `With this value, “${label(row)}” has no result.`;
      }
    };

    let speaking;
    const show = () => {
      const now = texts(compute(data, values));
      const edited = keys.filter((key) => values[key] !== built[key]);
      const moved = Object.keys(data.derived).filter((key) => now[key] !== original[key]);
      for (const element of document.querySelectorAll("[data-fig]")) {
        const key = element.dataset.fig;
        if (key in now) {
          element.textContent = now[key];
          element.classList.toggle("fig-changed", now[key] !== original[key]);
        }
      }
      for (const key in now) {
        const row = rowOf(key);
        const changed = edited.includes(key) || moved.includes(key);
        row.classList.toggle("sizing-changed", changed);
        const cell = row.querySelector(".sizing-value");
        if (changed) cell.dataset.was = original[key];
        else delete cell.dataset.was;
      }
      document.body.classList.toggle("sizing-edited", edited.length > 0);
      reset.hidden = !edited.length;
      // Said once the reader pauses, not at every key.
      clearTimeout(speaking);
      speaking = setTimeout(() => {
        const few = moved.slice(0, 3).map((key) => `${label(key)}: ${now[key]}`).join("; ");
        summary.textContent = !edited.length
          ? hint
          : `${moved.length || "No"} figure${moved.length === 1 ? "" : "s"} moved${few && ". " + few}${moved.length > 3 ? "; …" : "."}`;
      }, 400);
      try {
        if (edited.length) sessionStorage.setItem(store, JSON.stringify(Object.fromEntries(edited.map((key) => [key, values[key]]))));
        else sessionStorage.removeItem(store);
      } catch {
        // A reader may forbid storage: then edits last as long as the page.
      }
    };

    const tell = (key, problem = "") => {
      const { field, error } = fields[key];
      error.textContent = problem;
      error.hidden = !problem;
      if (problem) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", error.id);
      } else {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
      }
    };
    const fill = (key) => {
      const { d } = data.inputs[key];
      const text = exactNumber(d, values[key]);
      const { field } = fields[key];
      field.value = (values[key] < 0 ? "-" : "") + (text.includes("×") ? Math.abs(values[key]) : text);
      field.size = Math.max(4, field.value.length);
      tell(key);
    };

    for (const key of keys) {
      const { d } = data.inputs[key];
      const unit = d.r[0][3].trim();
      const field = make("input", { type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false, className: "sizing-field" });
      field.setAttribute("aria-label", label(key) + (d.p || unit ? `, in ${d.p}${unit}` : ""));
      const error = make("span", { className: "sizing-error", id: `sizing-error-${key}`, hidden: true });
      error.setAttribute("role", "alert");
      fields[key] = { field, error };
      const cell = root.querySelector(`[data-input="${key}"]`);
      cell.replaceChildren(make("span", { className: "sizing-edit" }, d.p, field, make("span", { className: "sizing-unit" }, unit)), error);
      fill(key);
      field.addEventListener("input", () => {
        const value = parse(field.value, data.inputs[key]);
        const problem = refusal(key, value);
        field.size = Math.max(4, field.value.length);
        tell(key, problem);
        if (!problem && value !== values[key]) {
          values[key] = value;
          show();
        }
      });
      field.addEventListener("change", () => field.hasAttribute("aria-invalid") || fill(key));
      field.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          values[key] = built[key];
          fill(key);
          show();
        }
      });
    }
    reset.addEventListener("click", () => {
      Object.assign(values, built);
      keys.forEach(fill);
      show();
      fields[keys[0]].field.focus();
    });

    try {
      const saved = JSON.parse(sessionStorage.getItem(store)) || {};
      for (const key of keys) {
        if (typeof saved[key] === "number" && !refusal(key, saved[key])) values[key] = saved[key];
      }
      if (keys.some((key) => values[key] !== built[key])) {
        keys.forEach(fill);
        show();
      }
    } catch {
      // As above.
    }
  };

  // For the tests, which hold this against the build's own evaluator.
  window.guideSizing = { compute, write, writeExact, parse };
  document.querySelectorAll("[data-sizing]").forEach(enliven);
})();
