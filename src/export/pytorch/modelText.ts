/** The part of model.py that is the same for every run; the tables of the networks follow it. */
export const modelText = `"""The two networks of the duel, exported from PoseDuel: each is a table of operations, and one class that runs any table.

generator(side, image)                 image [B, 3, input, input], -0.5 ... 0.5 -> one [B, J, heatmap, heatmap] a stack
discriminator(side, image, heatmaps)   -> [the heatmaps as it redraws them]

"side" says whose running statistics a batch normalisation uses: "" for G, "real" or "fake" for D, None to leave them alone.
"""
import torch
import torch.nn.functional as F
from torch import nn


class Norm(nn.Module):
    """(x - mean) / sqrt(variance + 1e-5) * weight + bias, over groups of channels of a picture, or over the batch (group = 0)."""

    def __init__(self, channels, group, sides):
        super().__init__()
        self.group = group
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        for side in sides if group == 0 else ():
            place = self if side == "" else nn.Module()
            place.register_buffer("running_mean", torch.zeros(channels))
            place.register_buffer("running_var", torch.ones(channels))
            if side != "":
                self.add_module(side, place)

    def forward(self, x, side):
        if self.group > 0:
            # Mixed precision leaves these sums in whole floats on GPUs; on processors it forgets to.
            return F.group_norm(x.float(), x.shape[1] // self.group, self.weight, self.bias, 1e-5)
        if side is None:
            return F.batch_norm(x, None, None, self.weight, self.bias, True, 0.1, 1e-5)
        place = self if side == "" else getattr(self, side)
        return F.batch_norm(x, place.running_mean, place.running_var, self.weight, self.bias, self.training, 0.1, 1e-5)


class Network(nn.Module):
    """Runs a table. A row is (operation, name, inputs, numbers); inputs are indices of earlier rows."""

    def __init__(self, table, outputs, sides):
        super().__init__()
        self.table, self.outputs = table, outputs
        for kind, name, _, numbers in table:
            if kind == "conv":
                cin, cout, kernel, stride = numbers
                self.attach(name, nn.Conv2d(cin, cout, kernel, stride, kernel // 2))
            elif kind == "norm":
                self.attach(name, Norm(*numbers, sides))

    def attach(self, path, module):
        *parents, last = path.split(".")
        place = self
        for parent in parents:
            if parent not in place._modules:
                place.add_module(parent, nn.Module())
            place = place._modules[parent]
        place.add_module(last, module)

    def forward(self, side, image, heatmaps=None):
        values = []
        for kind, name, inputs, numbers in self.table:
            x = [values[i] for i in inputs]
            if kind == "input":
                y = image if name == "image" else heatmaps
            elif kind == "conv":
                y = self.get_submodule(name)(x[0])
            elif kind == "norm":
                y = self.get_submodule(name)(x[0], side)
            elif kind == "relu":
                y = F.relu(x[0])
            elif kind == "maxPool":
                y = F.max_pool2d(x[0], 2)
            elif kind == "upsample":
                y = F.interpolate(x[0], scale_factor=2, mode="nearest")
            elif kind == "add":
                y = x[0] + x[1]
            elif kind == "concat":
                y = torch.cat([x[0], x[1].to(x[0].dtype)], 1)
            elif kind == "resize":
                y = F.avg_pool2d(x[0], numbers[0])
            else:
                raise ValueError(f"{name}: there is no operation {kind}")
            values.append(y)
        return [values[i] for i in self.outputs]


def generator():
    return Network(GENERATOR, GENERATOR_OUTPUTS, ("",))


def discriminator():
    return Network(DISCRIMINATOR, DISCRIMINATOR_OUTPUTS, ("real", "fake"))
`;
