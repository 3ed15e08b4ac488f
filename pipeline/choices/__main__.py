"""``python -m pipeline.choices``: fit a choice, or count what its features decided."""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.choices import shares
from pipeline.choices.choice import Choice
from pipeline.choices.example import Example
from pipeline.choices.fit import FOLDS, L2, MIN_EXAMPLES, fit, is_right, validate
from pipeline.choices.gold import CHOICES, gather, maker


def main(given: Sequence[str] | None = None) -> None:
    """Read the command line and do what it says."""
    args = _parser().parse_args(given)
    if args.command is None:
        print("\n".join(sorted(CHOICES)) or "no choices")
        return
    examples = gather(args.name, args.gold, args.out)
    if args.command == "rules":
        print("\n".join(count(Choice.read(maker(args.name).WEIGHTS), examples)))
        return
    held = shares.weights(args.trust)
    found = validate(examples, args.l2, args.folds, args.min_examples, held)
    weights = fit(examples, args.l2, args.min_examples, held)
    choice = Choice(weights)
    fitted = sum(is_right(choice, e) for e in examples)
    print(f"{args.name}: {found.total} choices, the right one among the candidates of {found.ceiling}")
    print(f"right on articles not fitted on: {100 * found.accuracy:.1f} %; on those fitted on: {fitted}")
    if args.write:
        file = maker(args.name).WEIGHTS
        file.write_text(as_csv(weights), encoding="utf-8")
        print(f"{len(weights)} weights written to {file}")


def as_csv(weights: Mapping[str, float]) -> str:
    """Weights as the text of their file: heaviest first, two decimals."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("feature", "weight"))
    rows.writerows((name, f"{weight:.2f}") for name, weight in weights.items())
    return out.getvalue()


def count(choice: Choice, examples: Sequence[Example]) -> list[str]:
    """A line for each feature that decided: how often, and how often rightly; then those that never did."""
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for example in examples:
        verdict = choice.pick(example.candidates)
        if verdict is not None:
            fired[verdict.basis] += 1
            right[verdict.basis] += verdict.index in example.right
    lines = [f"{'decided':>8}{'right':>8}{'wrong':>8}  feature"]
    lines += [f"{n:>8}{right[name]:>8}{n - right[name]:>8}  {name or '(none)'}" for name, n in fired.most_common()]
    return [*lines, f"{len(set(choice.weights) - set(fired))} of {len(choice.weights)} weights never decided alone"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipeline.choices", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    for command, what in (("fit", "fit the weights and cross-validate"), ("rules", "count what each feature decided")):
        sub = commands.add_parser(command, help=what)
        sub.add_argument("name", help="the choice")
        sub.add_argument("gold", type=Path, help="gold articles, a JSON line each")
        sub.add_argument("out", type=Path, help="the folder that `onrecord extract` wrote for them")
    sub = commands.choices["fit"]
    sub.add_argument("--l2", type=float, default=L2, help="pull of the weights towards zero (default: %(default)s)")
    sub.add_argument("--folds", type=int, default=FOLDS, help="parts of the validation (default: %(default)s)")
    sub.add_argument("--min-examples", type=int, default=MIN_EXAMPLES, help="a feature's fewest (default: %(default)s)")
    sub.add_argument("--trust", type=float, default=0.0, help="weight of what the network says (default: %(default)s)")
    sub.add_argument("--write", action="store_true", help="write the weights to the choice's file")
    return parser


if __name__ == "__main__":
    main()
