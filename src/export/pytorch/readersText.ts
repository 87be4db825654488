/** readers.py: people in pictures on disk, read as in `data/`. */
export const readersText = String.raw`"""Who is in the pictures of a folder: COCO, LSP and MPII, read as PoseDuel's page reads them.

A reader gives the names of the joints, and people: (picture, (cx, cy, side) of the crop, labels [(x, y, weight)], whether to train on
them). Pixels are continuous: the centre of the first one is at 1/2.
"""
import json
import os
import re
import sys
import zlib
from collections import Counter

LSP = "right_ankle right_knee right_hip left_hip left_knee left_ankle right_wrist right_elbow right_shoulder left_shoulder left_elbow left_wrist neck head_top".split()
MPII = "right_ankle right_knee right_hip left_hip left_knee left_ankle pelvis thorax upper_neck head_top right_wrist right_elbow right_shoulder left_shoulder left_elbow left_wrist".split()
CROP = 1.25  # of the longer side of a person's box


def guess(path):
    names = [name for _, _, files in os.walk(path) for name in files]
    if "joints.mat" in names:
        return "lsp"
    if any(name.startswith("mpii") and name.endswith(".mat") for name in names):
        return "mpii"
    if any(name.endswith(".json") for name in names):
        return "coco"
    raise SystemExit(f"{path}: found neither joints.mat (LSP), mpii*.mat nor COCO's JSON; say which with --format")


class Folder:
    """All files below a folder, by their path from it; and how many people had to be left out."""

    def __init__(self, path):
        self.path, self.missing, self.by_name = path, 0, {}
        whole = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        self.files = {os.path.relpath(file, path).replace(os.sep, "/"): file for file in sorted(whole)}
        for file in self.files:
            self.by_name.setdefault(os.path.basename(file), []).append(file)

    def picture(self, name, source):
        """The one that an annotation file means by a name: beside it, from the top, as the end of a path, by its base name alone."""
        for exact in (os.path.join(os.path.dirname(source), name), name):
            if exact in self.files:
                return exact
        group = self.by_name.get(os.path.basename(name), [])
        fitting = [file for file in group if file.endswith("/" + name)] or group
        if len(fitting) > 1:
            fitting = [file for file in fitting if word(os.path.dirname(file)) == word(source)]
        if len(fitting) == 1:
            return fitting[0]
        self.missing += 1
        return None

    def tell(self):
        if self.missing and os.environ.get("RANK", "0") == "0":
            print(f"{self.path}: {self.missing} people are left out, since their pictures are not there", file=sys.stderr)


def word(path):
    """Which split a path speaks of: its file name first, then its folders from the inside out."""
    for part in reversed(re.sub(r"([a-z])([A-Z])", r"\1_\2", path).lower().split("/")):
        found = re.search(r"(?:^|[^a-z])(train|val|test)", part)
        if found:
            return found[1]
    return None


def by_words(paths):
    """What is called val, or else test, is held out; None where that leaves a side empty."""
    words = {path: word(path) for path in set(paths)}
    held = "val" if "val" in words.values() else "test"
    train = [words[path] != held for path in paths]
    return train if True in train and False in train else None


def by_name(names):
    """About one in ten is held out, always the same ones."""
    return [zlib.crc32(str(name).encode()) % 10 != 0 for name in names]


def is_labelled(label):
    return label[2] > 0


def crop_of_box(x, y, w, h):
    return x + w / 2, y + h / 2, CROP * max(w, h)


def around(labels):
    """The crop about labelled joints, which lie a little inside of the body."""
    known = list(filter(is_labelled, labels))
    xs, ys = [label[0] for label in known], [label[1] for label in known]
    side = max(max(xs) - min(xs), max(ys) - min(ys))
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, CROP * max(1.2 * side, 16)


def read_coco(path):
    """annotations/*.json with keypoints (those named after them where there are some), pictures anywhere."""
    folder = Folder(path)
    names = [name for name in folder.files if name.endswith(".json")]
    parsed, votes = [], Counter()
    for name in [name for name in names if "keypoint" in os.path.basename(name).lower()] or names:
        with open(folder.files[name], encoding="utf-8") as file:
            data = json.load(file)
        if not isinstance(data, dict) or not isinstance(data.get("annotations"), list):
            continue
        kinds = {kind["id"]: tuple(kind["keypoints"]) for kind in data.get("categories", []) if kind.get("keypoints")}
        votes.update(kinds[one["category_id"]] for one in data["annotations"] if one.get("category_id") in kinds)
        parsed.append((name, data, kinds))
    if not votes:
        raise SystemExit(f"{path}: nobody with keypoints is in the JSON files in it")
    joints = votes.most_common(1)[0][0]
    found = []
    for name, data, kinds in parsed:
        images = {image["id"]: image["file_name"] for image in data.get("images", [])}
        for one in data["annotations"]:
            points = one.get("keypoints") or []
            labels = [tuple(points[3 * j:3 * j + 3]) for j in range(len(joints))]
            if kinds.get(one.get("category_id")) != joints or one.get("iscrowd") or len(points) != 3 * len(joints) or not any(map(is_labelled, labels)):
                continue
            picture = folder.picture(images.get(one["image_id"], ""), name)
            box = one.get("bbox") or (0, 0, 0, 0)
            if picture:
                found.append((name, picture, crop_of_box(*box) if box[2] > 0 and box[3] > 0 else around(labels), labels))
    folder.tell()
    train = by_words([name for name, *_ in found]) or by_words([os.path.dirname(one[1]) for one in found]) or by_name(one[1] for one in found)
    return list(joints), [(folder.files[picture], crop, labels, is_train) for (_, picture, crop, labels), is_train in zip(found, train)]


def read_lsp(path):
    """joints.mat and images/: LSP [3, 14, 2000], its second half held out, or LSPET [14, 3, 10000], all to train on."""
    from scipy.io import loadmat

    folder = Folder(path)
    people = []
    for mat in folder.by_name.get("joints.mat", []):
        joints = loadmat(folder.files[mat])["joints"]
        extended = joints.shape[0] == 14
        if not extended:
            joints = joints.transpose(1, 0, 2)
        for n in range(joints.shape[2]):
            # LSP's third value says that a joint is hidden, LSPET's that it is labelled; both count from 1.
            labels = [(x - 0.5, y - 0.5, float(v > 0.5) if extended else 1.0) for x, y, v in joints[:, :, n].tolist()]
            if any(map(is_labelled, labels)):
                picture = folder.picture(f"images/im{n + 1:05d}.jpg" if extended else f"images/im{n + 1:04d}.jpg", mat)
                if picture:
                    people.append((folder.files[picture], around(labels), labels, extended or n < 1000))
    folder.tell()
    return LSP, people


def read_mpii(path):
    """mpii_human_pose_v1_u12_1.mat and images/; of its training pictures about one video in ten is held out."""
    from scipy.io import loadmat

    folder = Folder(path)
    mat = next(name for name in folder.files if name.endswith(".mat") and "mpii" in os.path.basename(name))
    release = loadmat(folder.files[mat], squeeze_me=True, struct_as_record=False)["RELEASE"]
    many = lambda value: list(value) if hasattr(value, "__len__") else [value]
    found = []
    for entry, is_train in zip(many(release.annolist), many(release.img_train)):
        for body in many(entry.annorect) if is_train else []:
            points = getattr(getattr(body, "annopoints", None), "point", [])
            labels = [(0.0, 0.0, 0.0)] * len(MPII)
            for point in many(points):
                labels[int(point.id)] = (float(point.x) - 0.5, float(point.y) - 0.5, 1.0)
            if not any(map(is_labelled, labels)):
                continue
            picture = folder.picture(str(entry.image.name), mat)
            if picture:
                found.append((folder.files[picture], mpii_crop(body) or around(labels), labels, entry.vididx if hasattr(entry, "vididx") else picture))
    folder.tell()
    train = by_name(video for *_, video in found)
    return MPII, [(*one, is_train) for (*one, _), is_train in zip(found, train)]


def mpii_crop(body):
    """Its centre 15 scales below objpos, 250 scales wide (Newell et al. 2016); None where the file tells neither."""
    place, scale = getattr(body, "objpos", None), getattr(body, "scale", [])
    # What the file leaves empty is an array of nothing.
    if not hasattr(place, "x") or hasattr(scale, "__len__") or scale <= 0:
        return None
    return float(place.x) - 0.5, float(place.y) - 0.5 + 15 * float(scale), 200 * CROP * float(scale)


READERS = {"coco": read_coco, "lsp": read_lsp, "mpii": read_mpii}
`;
