# The network of training.network.kind = conv1d in PyTorch, one thread, mini-batches that are ready:
# prints the windows per second of a pass after one to warm up.
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)
size, channels, length = 256, 15, 50
network = nn.Sequential(
    nn.Conv1d(channels, 16, 9, padding=4), nn.Tanh(),
    nn.Conv1d(16, 16, 9, padding=4), nn.Tanh(),
    nn.Conv1d(16, 32, length), nn.Tanh(), nn.Flatten(),
    nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1)).eval()
batches = [torch.randn(size, channels, length) for _ in range(int(sys.argv[1]))]
with torch.inference_mode():
    for turn in range(2):
        start = time.perf_counter()
        for inputs in batches:
            network(inputs)
        seconds = time.perf_counter() - start
print(len(batches) * size / seconds)
