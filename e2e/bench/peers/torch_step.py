"""One adversarial step in PyTorch on the processor: what a user would otherwise pick.

Usage: python3 torch_step.py SHAPE SECONDS     SHAPE: JSON with features, depth, modules, stacks, input, heatmap, batch, joints
Prints one line of JSON: the times of a step in milliseconds, in the better of both memory layouts, and the sizes of G and D.
"""
import json
import os
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class Residual(nn.Module):
    """norm-relu-1x1, norm-relu-3x3, norm-relu-1x1, plus the skip."""

    def __init__(self, cin, cout):
        super().__init__()
        mid = cout // 2
        self.body = nn.Sequential(
            nn.BatchNorm2d(cin), nn.ReLU(), nn.Conv2d(cin, mid, 1),
            nn.BatchNorm2d(mid), nn.ReLU(), nn.Conv2d(mid, mid, 3, padding=1),
            nn.BatchNorm2d(mid), nn.ReLU(), nn.Conv2d(mid, cout, 1))
        self.skip = nn.Identity() if cin == cout else nn.Conv2d(cin, cout, 1)

    def forward(self, x):
        return self.body(x) + self.skip(x)


def residuals(count, c):
    return nn.Sequential(*[Residual(c, c) for _ in range(count)])


class Hourglass(nn.Module):
    def __init__(self, depth, c, modules):
        super().__init__()
        self.up, self.low_in, self.low_out = (residuals(modules, c) for _ in range(3))
        self.inner = Hourglass(depth - 1, c, modules) if depth > 1 else residuals(modules, c)

    def forward(self, x):
        low = self.low_out(self.inner(self.low_in(F.max_pool2d(x, 2))))
        return self.up(x) + F.interpolate(low, scale_factor=2)


class Net(nn.Module):
    def __init__(self, stem, pool, stacks, shape):
        super().__init__()
        f, m, j = shape["features"], shape["modules"], shape["joints"]
        self.pre = nn.Sequential(stem, nn.BatchNorm2d(f // 4), nn.ReLU(), Residual(f // 4, f // 2))
        self.pool = pool
        self.post = nn.Sequential(Residual(f // 2, f // 2), Residual(f // 2, f))
        self.body = nn.ModuleList(
            [nn.Sequential(Hourglass(shape["depth"], f, m), residuals(m, f), nn.Conv2d(f, f, 1), nn.BatchNorm2d(f), nn.ReLU()) for _ in range(stacks)])
        self.head = nn.ModuleList([nn.Conv2d(f, j, 1) for _ in range(stacks)])
        self.back = nn.ModuleList([nn.ModuleList([nn.Conv2d(f, f, 1), nn.Conv2d(j, f, 1)]) for _ in range(stacks - 1)])

    def forward(self, image):
        x = self.pre(image)
        x = self.post(F.max_pool2d(x, 2) if self.pool else x)
        maps = []
        for i, (body, head) in enumerate(zip(self.body, self.head)):
            y = body(x)
            maps.append(head(y))
            if i < len(self.back):
                x = x + self.back[i][0](y) + self.back[i][1](maps[-1])
        return maps


def measure(shape, layout, seconds):
    torch.manual_seed(0)
    f, b, j, side, maps = (shape[name] for name in ("features", "batch", "joints", "input", "heatmap"))
    g = Net(nn.Conv2d(3, f // 4, 7, 2, 3), side == 4 * maps, shape["stacks"], shape).to(memory_format=layout)
    d = Net(nn.Conv2d(3 + j, f // 4, 3, 1, 1), False, 1, shape).to(memory_format=layout)
    optimiser_g, optimiser_d = torch.optim.RMSprop(g.parameters(), 2.5e-4), torch.optim.Adam(d.parameters(), 8e-5)
    x = torch.rand(b, 3, side, side).to(memory_format=layout)
    c = torch.rand(b, j, maps, maps).to(memory_format=layout)
    small = F.interpolate(x, size=(maps, maps), mode="bilinear", antialias=True)
    redrawn = lambda seen: d(torch.cat([small, seen], 1))[0]
    mse = lambda a, b: ((a - b) ** 2).mean()
    k, times, begin = 0.0, [], time.perf_counter()
    while len(times) < 4 or (time.perf_counter() - begin < seconds and (len(times) < 12 or time.perf_counter() - begin < seconds / 4)):
        start = time.perf_counter()
        out = g(x)
        fake = out[-1]
        loss_g = sum(mse(each, c) for each in out) + 1e-2 * mse(fake.detach(), redrawn(fake))
        optimiser_g.zero_grad()
        loss_g.backward()
        optimiser_g.step()
        fake = fake.detach()
        real, fakes = mse(c, redrawn(c)), mse(fake, redrawn(fake))
        optimiser_d.zero_grad()
        (real - k * fakes).backward()
        optimiser_d.step()
        k = min(1.0, max(0.0, k + 1e-3 * (0.5 * real.item() - fakes.item())))
        times.append(1e3 * (time.perf_counter() - start))
    size = lambda net: sum(p.numel() for p in net.parameters())
    steady = times[2:]
    return {"firstMs": times[0], "msPerStep": statistics.median(steady), "bestMs": min(steady), "steps": len(steady),
            "parametersG": size(g), "parametersD": size(d)}


torch.set_num_threads(os.cpu_count())
shape, seconds = json.loads(sys.argv[1]), float(sys.argv[2])
layouts = [measure(shape, layout, seconds / 2) for layout in (torch.contiguous_format, torch.channels_last)]
best = min(layouts, key=lambda times: times["msPerStep"])
print(json.dumps({**best, "hardware": f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads"}))
