from typing import NamedTuple


class Net(NamedTuple):
    """A map of `size` x `size` x `channels` on its way through a network, and its cost so far."""

    size: int = 224
    channels: int = 3
    parameters: int = 0
    macs: int = 0  # multiply-adds for one image
    field: int = 1  # receptive field, pixels of the input
    jump: int = 1  # distance of neighboring outputs, pixels of the input


def conv(n: Net, out: int, k: int, s: int = 1, pad: int | None = None, groups: int = 1, norm=False) -> Net:
    """A k x k convolution with stride s; `norm`: batch norm's scale and shift in place of a bias."""
    size = (n.size + 2 * (k // 2 if pad is None else pad) - k) // s + 1
    weights = k * k * (n.channels // groups) * out
    parameters = n.parameters + weights + (2 * out if norm else out)
    return Net(size, out, parameters, n.macs + weights * size**2, n.field + (k - 1) * n.jump, n.jump * s)


def pool(n: Net, k: int, s: int, pad: int = 0) -> Net:
    return n._replace(size=(n.size + 2 * pad - k) // s + 1, field=n.field + (k - 1) * n.jump, jump=n.jump * s)


def vgg16(n: Net) -> Net:
    for width, layers in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(layers):
            n = conv(n, width, 3)
        n = pool(n, 2, 2)
    return n


def resnet50(n: Net) -> Net:
    n = pool(conv(n, 64, 7, 2, norm=True), 3, 2, 1)
    for width, blocks, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        start, shortcut = n, conv(n, 4 * width, 1, stride, norm=True)  # fits a stage's input to its output
        for block in range(blocks):
            n = conv(n, width, 1, norm=True)
            n = conv(n, width, 3, stride if block == 0 else 1, norm=True)
            n = conv(n, 4 * width, 1, norm=True)
        parameters = n.parameters + shortcut.parameters - start.parameters
        n = n._replace(parameters=parameters, macs=n.macs + shortcut.macs - start.macs)
    return n


def dense(n: Net, out: int) -> Net:
    return conv(n, out, n.size, pad=0)  # a fully connected layer is a convolution as large as the map


if __name__ == "__main__":
    v, r = vgg16(Net()), resnet50(Net())
    heads = dense(dense(dense(v, 4096), 4096), 1000), dense(r._replace(size=1), 1000)
    for name, body, net in zip(("VGG-16", "ResNet-50"), (v, r), heads):
        print(f"{name:9} {net.parameters:11,} parameters  {net.macs / 1e9:5.2f} G multiply-adds")
        print(f"{'':9} {body.parameters:11,} of them before the head; sees {body.field} px, step {body.jump} px")
    layer = Net(size=14, channels=512)
    full, light = conv(layer, 512, 3), conv(conv(layer, 512, 3, groups=512), 512, 1)
    print(f"3 x 3, 512 channels: separable needs {light.macs / full.macs:.3f} of the multiply-adds")
