/** duel.py: losses, controller and one step; the same as `method/` and `engine/tfjs/step.ts`. */
export const duelText = `"""One step of the duel (Chou, Chien, Chen 2017): losses, controller of k_t, both updates.

C: true heatmaps, G(X): generated, D(., X): redrawn; all [B, J, h, w].
L_MSE = sum over stacks of (C - G(X))^2,  L_adv = (G(X) - D(G(X), X))^2,  L_G = L_MSE + lambda_G L_adv
L_real = (C - D(C, X))^2,  L_fake = (G(X) - D(G(X), X))^2,  L_D = L_real - k_t L_fake
k_t <- clamp(k_t + lambda_k (gamma L_real - L_fake), 0, 1)
"""
import json

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

import model
import weights

ENERGY_MEMORY = 100  # steps over which the energy of the true maps is averaged


class Redraw(nn.Module):
    """D on real and on generated maps, as one module, so that its gradients are exchanged once a step."""

    def __init__(self, d):
        super().__init__()
        self.d = d

    def forward(self, image, truth, fake):
        return self.d("real", image, truth)[0], self.d("fake", image, fake)[0]


def draw_heatmaps(joints, size, sigma):
    """joints [B, J, 3]: x, y in heatmap pixels, weight -> [B, J, size, size], peak 1; blank for weight 0."""
    centres = torch.arange(size, device=joints.device) + 0.5
    x, y, weight = (part[..., None] for part in joints.unbind(2))
    across = (centres - x).square()[:, :, None, :]
    down = (centres - y).square()[:, :, :, None]
    return torch.exp((across + down) / (-2 * sigma * sigma)) * (weight[..., None] > 0)


def total(value):
    """The sum over all processes."""
    value = value.detach().clone()
    if dist.is_initialized():
        dist.all_reduce(value)
    return value


def build_optimiser(kind, parameters, rate):
    if kind == "adam":
        return torch.optim.Adam(parameters, rate, (0.9, 0.999), 1e-8)
    return torch.optim.RMSprop(parameters, rate, 0.99, 1e-8)


class Duel:
    def __init__(self, config, device="cpu", amp=None):
        self.config, self.settings, self.sizes = config, config["settings"], config["sizes"]
        self.device, self.amp = torch.device(device), amp
        self.g = model.generator().to(self.device)
        self.d = model.discriminator().to(self.device)
        self.networks = {"generator": self.g, "discriminator": self.d}
        self.kinds = {"generator": self.settings["optimiserG"], "discriminator": self.settings["optimiserD"]}
        rates = {"generator": self.settings["learningRateG"], "discriminator": self.settings["learningRateD"]}
        self.optimisers = {name: build_optimiser(self.kinds[name], net.parameters(), rates[name]) for name, net in self.networks.items()}
        self.step, self.k, self.energy = 0, torch.tensor(float(self.settings["kStart"])), torch.tensor(0.0)
        self.scaler = torch.cuda.amp.GradScaler(enabled=amp == torch.float16)
        self.world = dist.get_world_size() if dist.is_initialized() else 1
        redraw = Redraw(self.d)
        wrap = self.world > 1
        places = [self.device.index] if self.device.type == "cuda" else None
        self.parallel_g = DistributedDataParallel(self.g, places) if wrap else self.g
        self.parallel_d = DistributedDataParallel(redraw, places) if wrap else redraw

    def load(self, path):
        tensors, metadata = weights.load(path)
        self.step, k, energy = weights.restore(tensors, metadata, self.networks, self.optimisers, self.kinds)
        # The energy is that of a batch: one of another size has another.
        before = int(metadata.get("batch", self.sizes["batch"]))
        self.k, self.energy = torch.tensor(k), torch.tensor(energy * self.sizes["batch"] / before)

    def save(self, path):
        numbers = {"step": str(self.step), "k_t": repr(float(self.k)), "energy": repr(float(self.energy)), "batch": str(self.sizes["batch"])}
        described = {"format": "poseduel", "size": self.settings["preset"], "normalisation": self.settings["normalisation"],
                     "joints": " ".join(self.config["skeleton"]["joints"]), "config": json.dumps(self.settings)}
        weights.save(path, weights.gather(self.networks, self.optimisers, self.kinds), {**described, **numbers})

    def factor(self):
        """What a sum of squares over the whole batch is multiplied by."""
        if self.settings["lossScale"] == "energy":
            return 1 / max(float(self.energy), 1e-6)
        pixels = self.sizes["heatmap"] ** 2 * self.sizes["joints"]
        return 1 / self.sizes["batch"] / (pixels if self.settings["lossScale"] == "mean" else 1)

    def train_step(self, image, joints):
        """image [B, 3, input, input], joints [B, J, 3]: this process's part of the batch. Returns the step's numbers, from before its update."""
        s = self.settings
        lambda_g = 0.0 if self.step < s["warmUp"] else s["lambdaG"]
        hold = s["learningRateHold"]
        fall = (hold / self.step) ** 0.5 if 0 < hold < self.step else 1.0
        for name, rate in (("generator", "learningRateG"), ("discriminator", "learningRateD")):
            for group in self.optimisers[name].param_groups:
                group["lr"] = s[rate] * fall
        truth = draw_heatmaps(joints, self.sizes["heatmap"], self.sizes["sigma"])
        weight = joints[:, :, 2, None, None]
        squares = lambda a, b, emphasis=1: (weight * emphasis * (a - b).square()).sum()
        self.energy = self.energy + (total(squares(truth, 0)).cpu() - self.energy) / min(self.step + 1, ENERGY_MEMORY)
        # Processes average their gradients; the losses are sums.
        scale = self.factor() * self.world
        self.g.train()
        self.d.train()
        with torch.autocast(self.device.type, self.amp, enabled=self.amp is not None):
            maps = [each.float() for each in self.parallel_g("", image)]
        fake = maps[-1]
        mse = sum(squares(truth, each, 1 + s["foreground"] * truth) for each in maps)
        loss_g = mse
        if lambda_g != 0:
            # D's weights get no gradient from L_G.
            self.d.requires_grad_(False)
            with torch.autocast(self.device.type, self.amp, enabled=self.amp is not None):
                redrawn = self.d(None, image, fake * weight)[0].float()
            self.d.requires_grad_(True)
            target = fake.detach() if s["advGradient"] == "input" else fake
            loss_g = mse + lambda_g * squares(target, redrawn)
        self.optimisers["generator"].zero_grad(set_to_none=True)
        self.scaler.scale(scale * loss_g).backward()
        fake = fake.detach()
        with torch.autocast(self.device.type, self.amp, enabled=self.amp is not None):
            redrawn_real, redrawn_fake = self.parallel_d(image, truth, fake * weight)
        real, fakes = squares(truth, redrawn_real.float()), squares(fake, redrawn_fake.float())
        self.optimisers["discriminator"].zero_grad(set_to_none=True)
        self.scaler.scale(scale * (real - self.k.to(self.device) * fakes)).backward()
        for optimiser in self.optimisers.values():
            self.scaler.step(optimiser)
        self.scaler.update()
        sums = total(torch.stack([mse.detach(), real.detach(), fakes.detach()])).cpu() * self.factor()
        loss_mse, loss_real, loss_fake = sums.tolist()
        k = float(self.k)
        if not s["freezeK"]:
            self.k = torch.tensor(min(1.0, max(0.0, k + s["lambdaK"] * (s["gamma"] * loss_real - loss_fake))))
        self.step += 1
        return {"step": self.step - 1, "lossMse": loss_mse, "lossReal": loss_real, "lossFake": loss_fake, "kT": k,
                "kTNext": float(self.k), "energy": float(self.energy), "lambdaG": lambda_g, "gamma": s["gamma"]}
`;
