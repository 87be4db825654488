/** train.py: the loop, under torchrun or alone. */
export const trainText = String.raw`"""Goes on with a run of PoseDuel: python train.py, or torchrun --nproc_per_node=N train.py. --help tells the flags.

A job that is told to end (SIGTERM, SIGINT) saves first; started again with the same --out, it goes on from there.
"""
import argparse
import json
import os
import signal
import sys

import torch
import torch.distributed as dist

import data
from duel import Duel, total

HERE = os.path.dirname(os.path.abspath(__file__))


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=os.path.join(HERE, "squares.safetensors"), help="a folder in COCO, LSP or MPII format, or squares.safetensors (the run's own)")
    parser.add_argument("--format", default="auto", choices=["auto", "coco", "lsp", "mpii", "squares"])
    parser.add_argument("--out", default="out", help="folder of checkpoint.safetensors and metrics.jsonl")
    parser.add_argument("--steps", type=int, default=100000, help="the step to end at, counted from the run's beginning")
    parser.add_argument("--batch", type=int, help="pictures a step over all processes (as in the run)")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="changes settings of config.json, e.g. lambdaG=0.2")
    parser.add_argument("--amp", default="off", choices=["off", "bf16", "fp16"], help="mixed precision")
    parser.add_argument("--workers", type=int, default=2, help="processes that cut pictures, for each process that trains")
    parser.add_argument("--save-every", type=int, default=500)
    parser.add_argument("--evaluate-every", type=int, default=1000)
    parser.add_argument("--evaluate-count", type=int, default=1000, help="held-out people to score")
    return parser.parse_args()


def read_config(arguments):
    with open(os.path.join(HERE, "config.json")) as file:
        config = json.load(file)
    for change in arguments.set:
        name, _, text = change.partition("=")
        if name not in config["settings"]:
            raise SystemExit(f"--set {change}: there is no setting {name}; there are {', '.join(config['settings'])}")
        before = config["settings"][name]
        config["settings"][name] = text if isinstance(before, str) else json.loads(text)
    return config


def set_up():
    """Rank, processes and device; one process a GPU under torchrun."""
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    local = int(os.environ.get("LOCAL_RANK", 0))
    cuda = torch.cuda.is_available()
    if cuda:
        torch.cuda.set_device(local)
    if world > 1:
        dist.init_process_group("nccl" if cuda else "gloo")
    return rank, world, f"cuda:{local}" if cuda else "cpu"


def decode(maps):
    """[B, J, h, w] -> x, y [B, J]: the highest pixel, and a quarter towards its higher neighbour."""
    h, w = maps.shape[2:]
    flat = maps.flatten(2).argmax(2)
    x, y = flat % w, torch.div(flat, w, rounding_mode="floor")
    take = lambda x, y: maps.flatten(2).gather(2, (y * w + x)[:, :, None])[:, :, 0]
    inside = lambda at, size: (at > 0) & (at < size - 1)
    dx = torch.sign(take((x + 1).clamp(max=w - 1), y) - take((x - 1).clamp(min=0), y)) * inside(x, w)
    dy = torch.sign(take(x, (y + 1).clamp(max=h - 1)) - take(x, (y - 1).clamp(min=0))) * inside(y, h)
    return x + 0.5 + 0.25 * dx, y + 0.5 + 0.25 * dy


def open_log(path, begin):
    """To write on, without the steps that a job which was killed had made since its checkpoint."""
    rows = []
    if os.path.exists(path):
        with open(path) as file:
            rows = [row for row in file if row.endswith("\n") and json.loads(row)["step"] < begin + ("pck" in row)]
    log = open(path, "w")
    log.writelines(rows)
    return log


@torch.no_grad()
def evaluate(duel, steps, count, rank, world):
    """PCK@0.2 of held-out people: the share of joints no farther off than a fifth of the torso. None without a torso or people."""
    torso = duel.config["skeleton"]["torso"]
    held_out = steps.people.held_out[:count]
    if torso is None or not held_out:
        return None
    duel.g.eval()
    right = labelled = 0
    mine = held_out[rank::world]
    for start in range(0, len(mine), 16):
        image, joints = steps.batch(mine[start:start + 16], [data.PLAIN] * len(mine[start:start + 16]))
        x, y = decode(duel.g("", image.to(duel.device))[-1].float().cpu())
        length = (joints[:, torso[0], :2] - joints[:, torso[1], :2]).norm(dim=1)
        known = (joints[:, :, 2] > 0) & (joints[:, torso, 2] > 0).all(1)[:, None] & (length > 0)[:, None]
        error = torch.hypot(x - joints[:, :, 0], y - joints[:, :, 1]) / length[:, None].clamp(min=1e-6)
        right += ((error <= 0.2) & known).sum().item()
        labelled += known.sum().item()
    right, labelled = total(torch.tensor([right, labelled], dtype=torch.float64, device=duel.device)).tolist()
    return right / labelled if labelled else None


def main():
    arguments = read_arguments()
    config = read_config(arguments)
    rank, world, device = set_up()
    if arguments.amp == "fp16" and device == "cpu":
        raise SystemExit("--amp fp16 needs a GPU; processors compute in bf16")
    config["sizes"]["batch"] = arguments.batch or config["sizes"]["batch"]
    people = data.open_people(arguments.data, arguments.format, config["skeleton"]["joints"])
    if not people.train:
        raise SystemExit(f"{arguments.data}: there is nobody to train on")
    duel = Duel(config, device, {"off": None, "bf16": torch.bfloat16, "fp16": torch.float16}[arguments.amp])
    os.makedirs(arguments.out, exist_ok=True)
    checkpoint = os.path.join(arguments.out, "checkpoint.safetensors")
    duel.load(checkpoint if os.path.exists(checkpoint) else os.path.join(HERE, "weights.safetensors"))
    steps = data.Steps(config, people, rank, world)
    begin = duel.step
    if begin >= arguments.steps and rank == 0:
        print(f"this run has made {begin} steps: nothing is left to do; --steps says where to end")
    loader = torch.utils.data.DataLoader(steps, batch_size=None, sampler=range(begin, arguments.steps), num_workers=arguments.workers)
    ending = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ending.append(True))

    def save():
        if rank == 0:
            duel.save(checkpoint)

    with open_log(os.path.join(arguments.out, "metrics.jsonl"), begin) if rank == 0 else open(os.devnull, "w") as log:
        def tell(row):
            if rank == 0:
                print(json.dumps(row), file=log, flush=True)
                print("  ".join(f"{name} {value:.4g}" for name, value in row.items() if value is not None), flush=True)

        for image, joints in loader:
            row = duel.train_step(image.to(duel.device, non_blocking=True), joints.to(duel.device))
            if not all(map(torch.isfinite, map(torch.tensor, (row["lossMse"], row["lossReal"], row["lossFake"])))):
                raise SystemExit(f"a loss is not finite at step {row['step']}; {checkpoint} holds the last good weights. Lower the learning rates.")
            tell(row)
            # All processes have to end at the same step.
            if total(torch.tensor(float(len(ending)), device=duel.device)).item() > 0:
                save()
                sys.exit(0)
            if duel.step % arguments.save_every == 0:
                save()
            if duel.step % arguments.evaluate_every == 0:
                tell({"step": duel.step, "pck": evaluate(duel, steps, arguments.evaluate_count, rank, world)})
        save()
    if world > 1:
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
`;
