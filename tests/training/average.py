"""Average weights: ``python -m tests.training.average OUT FOLDER FOLDER ...``.

The mean of weights along one training reads better than the last of them (Wortsman et al. 2022,
arXiv:2203.05482). All folders have the form of `tests.training.pack`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from quizbot.grading.reading.reader import TOKENIZER_FILE
from tests.training import pack
from tests.training.network import Network


def averaged(folders: Sequence[Path]) -> tuple[Network, str]:
    """Return the mean of packed weights, and from what the last of them came."""
    states: list[dict[str, Tensor]] = []
    origin = ""
    for folder in folders:
        network = Network()
        origin = pack.read(network, folder)
        states.append(network.state_dict())
    mean = {name: torch.stack([one[name] for one in states]).mean(0) for name in states[0]}
    network.load_state_dict(mean)
    return network.eval(), origin


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.training.average", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="+", help="the last one trained comes last")
    chosen = parser.parse_args()
    network, origin = averaged(chosen.folders)
    steps = f"{origin}; the mean of the last {len(chosen.folders)} steps"
    pack.write(network, chosen.folders[-1] / TOKENIZER_FILE, steps, chosen.out)


if __name__ == "__main__":
    main()
