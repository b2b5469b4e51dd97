"""The listing and the figures of the page on vision architectures, against torchvision's published counts."""

from __future__ import annotations

import pytest

from tests.topics import load_example

example = load_example("vision-architectures")


def test_vgg16_has_the_published_parameters_and_work() -> None:
    net = example.vgg16(example.Net())
    first = example.dense(net, 4096)
    for width in (4096, 4096, 1000):
        net = example.dense(net, width)
    assert net.parameters == 138_357_544
    assert net.macs / 1e9 == pytest.approx(15.47, abs=0.005)
    assert (first.parameters - example.vgg16(example.Net()).parameters) / net.parameters > 0.74


def test_resnet50_has_the_published_parameters_and_work() -> None:
    net = example.dense(example.resnet50(example.Net())._replace(size=1), 1000)
    assert net.parameters == 25_557_032
    assert net.macs / 1e9 == pytest.approx(4.089, abs=0.0005)


def test_alexnet_has_the_published_parameters_and_work() -> None:
    conv, pool, dense = example.conv, example.pool, example.dense
    net = pool(conv(example.Net(), 64, 11, 4, pad=2), 3, 2)
    net = pool(conv(net, 192, 5), 3, 2)
    for width in (384, 256, 256):
        net = conv(net, width, 3)
    net = pool(net, 3, 2)
    for width in (4096, 4096, 1000):
        net = dense(net, width)
    assert net.parameters == 61_100_840
    assert net.macs / 1e9 == pytest.approx(0.714, abs=0.0005)


def test_the_page_s_formula_for_a_vision_transformer_gives_the_published_counts() -> None:
    t, d = 197, 768
    macs = 196 * d * d + 12 * (12 * t * d * d + 2 * t * t * d)
    assert macs / 1e9 == pytest.approx(17.564, abs=0.002)  # and the head's 0.8 million
    patches, layers, head = (
        16 * 16 * 3 * d + d + d + t * d,
        12 * (12 * d * d + 13 * d) + 2 * d,
        1000 * d + 1000,
    )
    assert patches + layers + head == 86_567_656


def test_the_receptive_field_grows_by_kernel_and_step() -> None:
    net = example.Net()
    for _ in range(3):
        net = example.conv(net, 8, 3)
    assert net.field == 7  # three 3 x 3 layers see what one 7 x 7 sees
    assert example.conv(example.pool(net, 2, 2), 8, 3).field == 12
    assert example.vgg16(example.Net()).field == 212


def test_a_separable_layer_costs_one_over_outputs_plus_one_over_kernel_area() -> None:
    layer = example.Net(size=14, channels=512)
    light = example.conv(example.conv(layer, 512, 3, groups=512), 512, 1)
    assert light.macs / example.conv(layer, 512, 3).macs == pytest.approx(1 / 512 + 1 / 9)
