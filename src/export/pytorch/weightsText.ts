/** weights.py: safetensors in a few lines, and the state of a run. */
export const weightsText = `"""Reads and writes safetensors (https://huggingface.co/docs/safetensors) without a package, and the state of a run in them."""
import json
import os

import torch

DTYPES = {"F32": torch.float32, "F64": torch.float64, "U8": torch.uint8}
SLOTS = {"adam": ["exp_avg", "exp_avg_sq"], "rmsprop": ["square_avg"]}


def load(path):
    """Tensors by name, and the metadata."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
        body = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        dtype, shape = DTYPES[entry["dtype"]], entry["shape"]
        count = (end - start) // torch.empty((), dtype=dtype).element_size()
        flat = torch.frombuffer(body, dtype=dtype, count=count, offset=start) if count else torch.empty(0, dtype=dtype)
        tensors[name] = flat.reshape(shape).clone()
    return tensors, metadata


def save(path, tensors, metadata):
    """Writes beside, then swaps: a job that is killed leaves the file before."""
    header, offset, parts = {"__metadata__": metadata}, 0, []
    for name, tensor in tensors.items():
        data = tensor.detach().to("cpu", torch.float32).contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
        parts.append(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for data in parts:
            file.write(data)
    os.replace(path + ".part", path)


def restore(tensors, metadata, networks, optimisers, kinds):
    """Puts a file's numbers into networks and optimisers; returns (step, k_t, energy)."""
    step = int(metadata.get("step", 0))
    for name, network in networks.items():
        own = {key[len(name) + 1:]: value for key, value in tensors.items() if key.startswith(name + ".")}
        network.load_state_dict(own)
        if name not in optimisers:
            continue
        for key, parameter in network.named_parameters():
            slots = {slot: tensors.get(f"optimiser.{name}.{key}.{slot}") for slot in SLOTS[kinds[name]]}
            if step > 0 and all(value is not None for value in slots.values()):
                slots = {slot: value.to(parameter.device) for slot, value in slots.items()}
                optimisers[name].state[parameter] = {"step": torch.tensor(float(step)), **slots}
    return step, float(metadata.get("k_t", 0)), float(metadata.get("energy", 0))


def gather(networks, optimisers, kinds):
    """The tensors of a checkpoint; PoseDuel imports such a file again."""
    tensors = {}
    for name, network in networks.items():
        tensors.update({f"{name}.{key}": value for key, value in network.state_dict().items()})
    for name, network in networks.items():
        for key, parameter in network.named_parameters():
            state = optimisers[name].state.get(parameter, {})
            for slot in SLOTS[kinds[name]]:
                tensors[f"optimiser.{name}.{key}.{slot}"] = state[slot] if slot in state else torch.zeros_like(parameter)
    return tensors
`;
