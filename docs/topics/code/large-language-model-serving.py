from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """A dense decoder; bytes for one number, of a weight and of the cache alike."""

    parameters: float
    layers: int
    kv_heads: int
    head_dim: int
    number_bytes: float = 2

    def kv_bytes_per_token(self) -> float:
        return 2 * self.layers * self.kv_heads * self.head_dim * self.number_bytes

    def weight_bytes(self) -> float:
        return self.parameters * self.number_bytes


@dataclass(frozen=True)
class Gpu:
    memory: float  # bytes
    bandwidth: float  # bytes a second
    flops: float  # operations a second, at the model's precision


def step_seconds(model: Model, gpu: Gpu, batch: int, context: int) -> float:
    """Least time of one decoding step: reading weights and caches, or the arithmetic, whichever is longer."""
    moved = model.weight_bytes() + batch * context * model.kv_bytes_per_token()
    return max(moved / gpu.bandwidth, 2 * model.parameters * batch / gpu.flops)


def prefill_seconds(model: Model, gpu: Gpu, prompt: int) -> float:
    """Least time to read a prompt of so many tokens (attention left out)."""
    return max(model.weight_bytes() / gpu.bandwidth, 2 * model.parameters * prompt / gpu.flops)


def largest_batch(model: Model, gpu: Gpu, context: int, usable: float = 0.9) -> int:
    """Requests whose caches fit beside the weights."""
    free = usable * gpu.memory - model.weight_bytes()
    return int(free / (context * model.kv_bytes_per_token()))


def tokens_per_check(accept: float, drafted: int) -> float:
    """Expected tokens from one pass of the large model over so many drafted tokens."""
    return drafted + 1 if accept == 1 else (1 - accept ** (drafted + 1)) / (1 - accept)


LLAMA2_7B, LLAMA3_8B = Model(6.74e9, 32, 32, 128), Model(8.03e9, 32, 8, 128)
LLAMA3_70B = Model(70.6e9, 80, 8, 128)
H100 = Gpu(80e9, 3.35e12, 989e12)

if __name__ == "__main__":
    for name, m in (("Llama 2 7B", LLAMA2_7B), ("Llama 3 8B", LLAMA3_8B), ("Llama 3 70B", LLAMA3_70B)):
        print(f"{name:11}  {m.kv_bytes_per_token() / 1024:.0f} KiB a token")
    print(f"prefill of 2,000 tokens: {1e3 * prefill_seconds(LLAMA3_8B, H100, 2000):.0f} ms")
    for batch in (1, 16, 64, largest_batch(LLAMA3_8B, H100, 2000)):
        step = step_seconds(LLAMA3_8B, H100, batch, 2000)
        print(f"batch {batch:3}: {1e3 * step:4.1f} ms a token, {batch / step:6,.0f} tokens/s")
    print(f"speculation: {tokens_per_check(0.8, 4):.2f} tokens a check")
