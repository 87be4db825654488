/** data.py: pictures on disk, cut and varied as in `data/`. */
export const dataText = `"""People in pictures: those of readers.py and the squares that PoseDuel cut itself; augmentation; batches.

A person is a square about them, in units of the crop's side with (0, 0) at its centre: the crop is -1/2 ... 1/2, the square that is
kept is 1.6 times as wide, so that turns and zooms find pixels.
"""
import math
import random

import torch
import torch.nn.functional as F

import readers
import weights

MARGIN = 1.6
GREY = 128  # outside of a picture


class People:
    """joints: [n, J, 3], x, y in units of the crop and weight; train: [n] of bool; square(i, size): uint8 [size, size, 3]."""

    def __init__(self, joints, train, square):
        self.joints, self.square = joints, square
        self.train = [i for i, is_train in enumerate(train) if is_train]
        self.held_out = [i for i, is_train in enumerate(train) if not is_train]


class Files:
    """Squares that are cut when they are asked for."""

    def __init__(self, files, crops):
        self.files, self.crops = files, crops

    def __call__(self, i, size):
        return cut(self.files[i], *self.crops[i], size)


class Squares:
    """Squares that were cut before."""

    def __init__(self, pictures):
        self.pictures = pictures

    def __call__(self, i, size):
        return self.pictures[i]


def open_people(path, kind, names):
    """names: the joints that the networks draw. kind: squares, coco, lsp, mpii or auto."""
    if kind == "auto":
        kind = "squares" if path.endswith(".safetensors") else readers.guess(path)
    if kind == "squares":
        return read_squares(path, names)
    found, people = readers.READERS[kind](path)
    where = [found.index(name) if name in found else same(found, name) for name in names]
    if all(at is None for at in where):
        raise SystemExit(f"{path}: none of its joints ({', '.join(found)}) is one of this run ({', '.join(names)})")
    joints, files, crops, train = [], [], [], []
    for file, (cx, cy, side), labels, is_train in people:
        joints.append([[(labels[at][0] - cx) / side, (labels[at][1] - cy) / side, float(labels[at][2] > 0)]
                       if at is not None and labels[at][2] > 0 else [0.0, 0.0, 0.0] for at in where])
        files.append(file)
        crops.append((cx, cy, side))
        train.append(is_train)
    if not joints:
        raise SystemExit(f"{path}: there is nobody in it")
    return People(torch.tensor(joints), train, Files(files, crops))


def same(found, name):
    """LSP's neck is MPII's upper neck."""
    other = {"neck": "upper_neck", "upper_neck": "neck"}.get(name)
    return found.index(other) if other in found else None


def read_squares(path, names):
    tensors, metadata = weights.load(path)
    if metadata["joints"] != " ".join(names):
        raise SystemExit(f"{path}: its joints are not those of this run")
    pictures = tensors["pictures"]
    if pictures.shape[0] == 0:
        raise SystemExit(f"{path}: there is nobody in it")
    return People(tensors["joints"], tensors["train"].bool().tolist(), Squares(pictures))


def cut(file, cx, cy, side, size):
    """The square of 1.6 crops about a person, [size, size, 3]: bilinear, with a tent as wide as two output pixels where it shrinks."""
    import numpy
    from PIL import Image, ImageOps

    half = MARGIN * side / 2
    left, top, right, bottom = math.floor(cx - half) - 2, math.floor(cy - half) - 2, math.ceil(cx + half) + 2, math.ceil(cy + half) + 2
    with Image.open(file) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
        canvas = Image.new("RGB", (right - left, bottom - top), (GREY, GREY, GREY))
        canvas.paste(picture, (-left, -top))
    box = (cx - half - left, cy - half - top, cx + half - left, cy + half - top)
    return torch.from_numpy(numpy.array(canvas.resize((size, size), Image.BILINEAR, box)))


def draw_augmentation(settings, chance):
    """Zoom 2^clip(N(0, s), 2s); with probability .4 a turn clip(N(0, r), 2r); mirrored with .5; each channel times U(1 - c, 1 + c)."""
    clipped = lambda: max(-2.0, min(2.0, chance.gauss(0, 1)))
    zoom = 2 ** (settings["augmentScale"] * clipped())
    turn = math.radians(settings["augmentRotation"] * clipped()) * (chance.random() < 0.4)
    mirrored = (chance.random() < 0.5) and settings["augmentFlip"]
    return zoom, turn, mirrored, [1 + settings["augmentColour"] * chance.uniform(-1, 1) for _ in range(3)]


PLAIN = (1.0, 0.0, False, [1.0, 1.0, 1.0])


def vary(square, joints, augmentation, mirror, size, heatmap):
    """One person as the networks see them: [3, size, size], and joints [J, 3] in heatmap pixels."""
    zoom, turn, mirrored, gain = augmentation
    sign, cos, sin = -1.0 if mirrored else 1.0, math.cos(turn), math.sin(turn)
    centres = (torch.arange(size) + 0.5) / size - 0.5
    y, x = torch.meshgrid(centres, centres, indexing="ij")
    x, y = sign * zoom * x, zoom * y
    grid = torch.stack([cos * x + sin * y, cos * y - sin * x], 2) * (2 / MARGIN)
    colours = (square.permute(2, 0, 1).float() * (torch.tensor(gain)[:, None, None] / 255)).clamp(0, 1) - 0.5
    image = F.grid_sample(colours[None], grid[None], mode="bilinear", padding_mode="zeros", align_corners=False)[0]
    u, v, weight = (joints[mirror] if mirrored else joints).unbind(1)
    px = heatmap * (sign * (cos * u - sin * v) / zoom + 0.5)
    py = heatmap * ((sin * u + cos * v) / zoom + 0.5)
    known = (weight > 0) & (px >= 0) & (py >= 0) & (px < heatmap) & (py < heatmap)
    return image, torch.stack([px * known, py * known, known.float()], 1)


class Steps(torch.utils.data.Dataset):
    """The part of one process of the batch of any step, from seed and step alone: going on needs no other state."""

    def __init__(self, config, people, rank=0, world=1):
        self.settings, self.sizes, self.people = config["settings"], config["sizes"], people
        if self.sizes["batch"] % world:
            raise SystemExit(f"a batch of {self.sizes['batch']} cannot be shared by {world} processes")
        self.rank, self.share = rank, self.sizes["batch"] // world
        self.mirror = torch.tensor(mirror_of(config["skeleton"]))
        self.square_size = math.ceil(self.sizes["input"] * MARGIN)

    def __getitem__(self, step):
        first = step * self.sizes["batch"] + self.rank * self.share
        drawn = [random.Random(f"{self.settings['seed']} {first + i}") for i in range(self.share)]
        return self.batch([self.index(first + i) for i in range(self.share)], [draw_augmentation(self.settings, chance) for chance in drawn])

    def index(self, position):
        """Every epoch sees each training picture once, in an order of its own."""
        train = self.people.train
        epoch = position // len(train)
        if getattr(self, "epoch", None) != epoch:
            self.epoch, self.order = epoch, random.Random(f"{self.settings['seed']} epoch {epoch}").sample(train, len(train))
        return self.order[position % len(train)]

    def batch(self, indices, augmentations):
        varied = [vary(self.people.square(i, self.square_size), self.people.joints[i], augmentation, self.mirror, self.sizes["input"], self.sizes["heatmap"])
                  for i, augmentation in zip(indices, augmentations)]
        images, joints = zip(*varied)
        return torch.stack(images), torch.stack(joints)


def mirror_of(skeleton):
    mirror = list(range(len(skeleton["joints"])))
    for left, right in skeleton["flipPairs"]:
        mirror[left], mirror[right] = right, left
    return mirror
`;
