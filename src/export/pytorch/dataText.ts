/** data.py: pictures on disk, cut and varied as in `data/`. */
export const dataText = String.raw`"""People in pictures: readers for COCO, LSP and MPII on disk and for the squares that PoseDuel cut itself; augmentation; batches.

A person is a square about them, in units of the crop's side with (0, 0) at its centre: the crop is -1/2 ... 1/2, the square that is
kept is 1.6 times as wide, so that turns and zooms find pixels.
"""
import json
import math
import os
import random
import re

import torch
import torch.nn.functional as F

import weights

MARGIN = 1.6
GREY = 128  # outside of a picture
LSP = "right_ankle right_knee right_hip left_hip left_knee left_ankle right_wrist right_elbow right_shoulder left_shoulder left_elbow left_wrist neck head_top".split()
MPII = "right_ankle right_knee right_hip left_hip left_knee left_ankle pelvis thorax upper_neck head_top right_wrist right_elbow right_shoulder left_shoulder left_elbow left_wrist".split()


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
        kind = guess(path)
    if kind == "squares":
        return read_squares(path, names)
    found, people = {"coco": read_coco, "lsp": read_lsp, "mpii": read_mpii}[kind](path)
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


def guess(path):
    if path.endswith(".safetensors"):
        return "squares"
    names = [name for _, _, files in os.walk(path) for name in files]
    if "joints.mat" in names:
        return "lsp"
    if any(name.startswith("mpii_human_pose") and name.endswith(".mat") for name in names):
        return "mpii"
    if any(name.endswith(".json") for name in names):
        return "coco"
    raise SystemExit(f"{path}: found neither joints.mat (LSP), mpii_human_pose*.mat nor COCO's JSON; say which with --format")


def same(found, name):
    """LSP's neck is MPII's upper neck."""
    other = {"neck": "upper_neck", "upper_neck": "neck"}.get(name)
    return found.index(other) if other in found else None


def files_below(path):
    return {os.path.relpath(os.path.join(folder, name), path): os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names}


def read_squares(path, names):
    tensors, metadata = weights.load(path)
    if metadata["joints"].split(" ") != list(names):
        raise SystemExit(f"{path}: its joints are not those of this run")
    pictures = tensors["pictures"]
    if pictures.shape[0] == 0:
        raise SystemExit(f"{path}: there is nobody in it")
    return People(tensors["joints"], tensors["train"].bool().tolist(), Squares(pictures))


def read_coco(path):
    """annotations/*.json with keypoints; what is called val is held out."""
    files = files_below(path)
    by_name = {}
    for name, full in files.items():
        by_name.setdefault(os.path.basename(name), full)
    names, people = None, []
    for name in sorted(name for name in files if name.endswith(".json")):
        with open(files[name]) as file:
            data = json.load(file)
        if not isinstance(data, dict) or "annotations" not in data:
            continue
        kinds = {kind["id"]: kind["keypoints"] for kind in data.get("categories", []) if kind.get("keypoints")}
        if not kinds:
            continue
        names = names or next(iter(kinds.values()))
        images = {image["id"]: image["file_name"] for image in data["images"]}
        for one in data["annotations"]:
            if one.get("iscrowd") or not one.get("num_keypoints", 1) or kinds.get(one["category_id"]) != names:
                continue
            x, y, w, h = one["bbox"]
            file = files.get(images[one["image_id"]]) or by_name.get(os.path.basename(images[one["image_id"]]))
            if file and max(w, h) > 0:
                points = one["keypoints"]
                labels = [points[3 * j:3 * j + 3] for j in range(len(names))]
                people.append((file, (x + w / 2, y + h / 2, 1.25 * max(w, h)), labels, "val" not in name.lower()))
    if names is None:
        raise SystemExit(f"{path}: no JSON file in it has a category with keypoints")
    return names, people


def around(labels):
    """The crop about labelled joints, which lie a little inside of the body."""
    known = [label for label in labels if label[2] > 0]
    xs, ys = [label[0] for label in known], [label[1] for label in known]
    side = 1.2 * max(max(xs) - min(xs), max(ys) - min(ys), 1)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, 1.25 * side


def read_lsp(path):
    """joints.mat and images/: LSP [3, 14, 2000], its second half held out, or LSPET [14, 3, 10000]."""
    from scipy.io import loadmat

    files = files_below(path)
    folder = os.path.dirname(next(full for name, full in files.items() if os.path.basename(name) == "joints.mat"))
    joints = loadmat(os.path.join(folder, "joints.mat"))["joints"]
    extended = joints.shape[0] == 14
    if not extended:
        joints = joints.transpose(1, 0, 2)
    people = []
    for n in range(joints.shape[2]):
        # LSP's third value says that a joint is hidden, LSPET's that it is labelled; both count from 1.
        labels = [(x - 1, y - 1, float(v > 0) if extended else 1.0) for x, y, v in joints[:, :, n].tolist()]
        name = f"im{n + 1:05d}.jpg" if extended else f"im{n + 1:04d}.jpg"
        if sum(label[2] for label in labels) > 1:
            people.append((os.path.join(folder, "images", name), around(labels), labels, extended or n < 1000))
    return LSP, people


def read_mpii(path):
    """mpii_human_pose_v1_u12_1.mat and images/; one picture in ten of the training set is held out, by its name."""
    from scipy.io import loadmat

    files = files_below(path)
    mat = next(full for name, full in files.items() if name.endswith(".mat") and "mpii" in os.path.basename(name))
    release = loadmat(mat, squeeze_me=True, struct_as_record=False)["RELEASE"]
    by_name = {os.path.basename(name): full for name, full in files.items()}
    many = lambda value: list(value) if hasattr(value, "__len__") else [value]
    people = []
    for entry, is_train in zip(many(release.annolist), many(release.img_train)):
        file = by_name.get(str(entry.image.name))
        for body in many(entry.annorect) if is_train and file else []:
            points, place, scale = getattr(body, "annopoints", None), getattr(body, "objpos", None), getattr(body, "scale", None)
            if not hasattr(points, "point") or not hasattr(place, "x") or not scale:
                continue
            labels = [(0.0, 0.0, 0.0)] * 16
            for point in many(points.point):
                labels[int(point.id)] = (float(point.x) - 1, float(point.y) - 1, 1.0)
            crop = (float(place.x) - 1, float(place.y) - 1 + 15 * float(scale), 200 * 1.25 * float(scale))
            people.append((file, crop, labels, int(re.sub(r"\D", "", os.path.basename(file)) or 0) % 10 != 0))
    return MPII, people


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
