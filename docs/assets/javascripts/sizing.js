// Live sizing: the reader edits an input, and every figure that hangs on it moves, in table and prose.
// What arrives (to_json in macros/sizing.py) is plain numbers in base units, written as in macros/figures.py: a change
// there is a change here. Without this script the built figures stand.
(() => {
  "use strict";

  // --- Arithmetic.
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
  const rounded = (value, money) => {
    if (value === 0) return ["0", 0];
    let [digits, power] = digitsOf(Math.abs(value).toExponential(11));
    if (power >= 0 && power <= 2 && !/[1-9]/.test(digits.slice(power + 1))) return [trimmed(digits), power];
    const keep = digits[0] === "1" || (money && !power) ? 3 : 2;
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
      const [digits, power] = rounded(base / rung[1], display.p);
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
    typed = typed.replace(p, "");
    const match = /^([-+]?)(\d{1,3}(?:[, _]\d{3})+|\d*)(\.\d*)?(?:e([-+]?\d{1,3}))?\s*(k|m|bn?|t)?\s*(%)?$/i.exec(typed);
    if (!match || (match[6] && input.pct === undefined)) return NaN;
    const [, sign, whole, fraction = "", power = 0, suffix = "", percent] = match;
    if (!/\d/.test(whole + fraction)) return NaN;
    // The decimal point moves in the text, so that 7% is 0.07 and not 0.07000000000000001.
    const shift = { "": 0, k: 3, m: 6, b: 9, t: 12 }[suffix.slice(0, 1).toLowerCase()] + (percent ? input.pct : 0);
    return Number(`${sign}${whole.replace(/\D/g, "") || 0}${fraction}e${Number(power) + shift}`);
  };

  // --- The page.
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const enliven = (root) => {
    const data = JSON.parse(root.querySelector(".sizing-data").textContent);
    const keys = Object.keys(data.inputs);
    const pick = (from, value) => Object.fromEntries(from.map((key) => [key, value(key)]));
    const built = pick(keys, (key) => data.inputs[key].v);
    const values = { ...built };
    const fields = {};
    const texts = () => {
      const bases = compute(data, values);
      return {
        ...pick(keys, (key) => writeExact(data.inputs[key].d, values[key])),
        ...pick(Object.keys(data.derived), (key) => write(data.derived[key].d, bases[key])),
      };
    };
    const original = texts();
    const rows = [...root.querySelectorAll("[data-row]")].map((row) => row.dataset.row);
    const rowOf = (key) => root.querySelector(`[data-row="${key}"]`);
    const label = (key) => rowOf(key).querySelector("th").firstChild.textContent.trim();

    const hint = "Change an input: the figures on this page follow.";
    const summary = make("span", { className: "sizing-summary", role: "status" }, hint);
    const reset = make("button", { className: "sizing-reset", hidden: true }, "Reset");
    root.prepend(make("div", { className: "sizing-bar" }, summary, reset));

    // Why an input can't have this value; nothing if it can.
    const refusal = (key, value) => {
      const { d, f, min, max } = data.inputs[key];
      if (!Number.isFinite(value * f)) return "Write a number, such as 20M, 1.5k or 0.12.";
      if (value < min || (value < 0 && built[key] >= 0)) return `At least ${writeExact(d, min ?? 0)}.`;
      if (value > max) return `At most ${writeExact(d, max)}.`;
      try {
        compute(data, { ...values, [key]: value });
      } catch (row) {
        return `“${label(row)}” would have no result.`;
      }
    };

    // A reader may forbid storage: then edits last as long as the page.
    const store = "sizing:" + location.pathname;
    const remembered = (...saved) => {
      try {
        return saved.length ? sessionStorage.setItem(store, JSON.stringify(saved[0])) : JSON.parse(sessionStorage.getItem(store));
      } catch {}
    };

    let speaking;
    const show = () => {
      const now = texts();
      const changed = rows.filter((key) => now[key] !== original[key]);
      const moved = changed.filter((key) => key in data.derived);
      const edited = changed.length > 0;
      for (const element of document.querySelectorAll("[data-fig]")) {
        const key = element.dataset.fig;
        if (!(key in now)) continue;
        element.textContent = now[key];
        element.classList.toggle("fig-changed", changed.includes(key));
      }
      for (const key of rows) {
        const row = rowOf(key);
        row.classList.toggle("sizing-changed", changed.includes(key));
        row.querySelector(".sizing-value").dataset.was = changed.includes(key) ? original[key] : "";
      }
      document.body.classList.toggle("sizing-edited", edited);
      reset.hidden = !edited;
      remembered(values);
      // Said once the reader pauses, not at every key.
      clearTimeout(speaking);
      speaking = setTimeout(() => {
        const few = moved.slice(0, 3).map((key) => `${label(key)}: ${now[key]}`).join("; ");
        summary.textContent = edited ? `Figures moved: ${moved.length}. ${few}` : hint;
      }, 400);
    };

    const tell = (key, problem) => {
      const { field, error } = fields[key];
      error.textContent = problem ?? "";
      field.ariaInvalid = Boolean(problem);
    };
    const fill = (key) => {
      const { field } = fields[key];
      const text = exactNumber(data.inputs[key].d, values[key]);
      field.value = text.includes("×") ? values[key] : (values[key] < 0 ? "-" : "") + text;
      field.size = Math.max(4, field.value.length);
      tell(key);
    };
    const set = (changes) => {
      Object.assign(values, changes);
      keys.forEach(fill);
      show();
    };

    for (const key of keys) {
      const { p, r } = data.inputs[key].d;
      const unit = r[0][3].trim();
      const field = make("input", {
        className: "sizing-field",
        inputMode: "decimal",
        autocomplete: "off",
        ariaLabel: label(key) + (p || unit ? `, in ${p}${unit}` : ""),
      });
      const error = make("span", { className: "sizing-error", id: "sizing-error-" + key, role: "alert" });
      field.setAttribute("aria-describedby", error.id);
      fields[key] = { field, error };
      const cell = root.querySelector(`[data-input="${key}"]`);
      cell.replaceChildren(make("span", { className: "sizing-edit" }, p, field, unit), error);
      fill(key);
      field.oninput = () => {
        const value = parse(field.value, data.inputs[key]);
        const problem = refusal(key, value);
        tell(key, problem);
        if (problem) return;
        values[key] = value;
        show();
      };
      field.onchange = () => {
        if (!error.textContent) fill(key);
      };
      field.onkeydown = (event) => {
        if (event.key === "Escape") set({ [key]: built[key] });
      };
    }
    reset.onclick = () => {
      set(built);
      fields[keys[0]].field.focus();
    };

    const saved = remembered() ?? {};
    for (const key of keys) {
      const value = saved[key];
      if (typeof value === "number" && value !== built[key] && !refusal(key, value)) set({ [key]: value });
    }
  };

  // For the tests.
  window.guideSizing = { compute, write, writeExact, parse };
  document.querySelectorAll("[data-sizing]").forEach(enliven);
})();
