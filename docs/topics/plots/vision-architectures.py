"""Top-1 accuracy of published weights against the multiply-adds of one image."""

TITLE = "ImageNet accuracy of published weights against the work of one image"
DESCRIPTION = (
    "Top-1 accuracy on ImageNet against multiply-adds on a logarithmic axis. VGG-16 needs 15.5 G for 71.6%, "
    "MobileNetV3 0.2 G for 75.3%. The same ResNet-50 has 76.1% with the first training recipe and 80.9% with the second, "
    "more than most changes of architecture bring."
)
# torchvision's table: giga multiply-adds, top-1 accuracy in percent
POINTS = {
    "AlexNet": (0.714, 56.5),
    "VGG-16": (15.47, 71.6),
    "GoogLeNet": (1.498, 69.8),
    "MobileNetV3-L": (0.217, 75.3),
    "EfficientNet-B0": (0.386, 77.7),
    "EfficientNet-B4": (4.394, 83.4),
    "ConvNeXt-T": (4.456, 82.5),
    "ViT-B/16": (17.564, 81.1),
}
PLACES = {"ConvNeXt-T": (6, 0, "left", "center"), "ViT-B/16": (0, -5, "center", "top"), "MobileNetV3-L": (0, -5, "center", "top")}
ABOVE = (0, 5, "center", "bottom")


def draw(axes, listing):
    x, y = zip(*POINTS.values())
    axes.plot(x, y, linestyle="none", marker="o", color="first", label="one recipe each")
    for name, (work, accuracy) in POINTS.items():
        right, up, ha, va = PLACES.get(name, ABOVE)
        axes.annotate(
            name, (work, accuracy), xytext=(right, up), textcoords="offset points", color="ink", ha=ha, va=va
        )  # fmt: skip
    work = listing.resnet50(listing.Net()).macs / 1e9
    axes.plot([work, work], [76.1, 80.9], marker="s", color="second", label="ResNet-50, old and new recipe")
    axes.set(xlabel="giga multiply-adds for one image", ylabel="top-1 accuracy, %", xscale="log")
    axes.set(xlim=(0.1, 40), ylim=(54, 87), xticks=[0.1, 1, 10], xticklabels=["0.1", "1", "10"])
    axes.legend(loc="lower right")
