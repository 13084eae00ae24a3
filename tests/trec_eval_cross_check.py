#!/usr/bin/env python3
"""Checks `warta eval run` against trec_eval (through ir_measures) to the fourth digit, topic by topic.

    python3 tests/trec_eval_cross_check.py [--warta target/debug/warta] [--qrels FILE --run FILE]
    python3 tests/trec_eval_cross_check.py --write-fixture

Needs `pip install ir_measures pytrec-eval-terrier`. Without --qrels and --run it makes up judgments
and runs (fixed seed) that hold what goes wrong easily: tied scores, scores that differ only beyond
single precision, negative grades, topics without results, topics without anything relevant,
documents nobody judged, rankings shorter than the cutoff. --write-fixture keeps that input and
trec_eval's figures in tests/data/eval/, for the Rust test that runs without Python.
Exit code: 0 equal, 1 different, 77 ir_measures is not installed.
"""
import argparse
import gzip
import json
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
FIXTURE = HERE / "data" / "eval"
# ir_measures computes RR@10 and Judged@10 itself, with ties broken the other way round than in
# trec_eval. So RR@10 is made from trec_eval's uncut recip_rank, and judged@10 is only compared on
# the run without ties.
MEASURES = {
    "nDCG@10": "nDCG@10", "nDCG@20": "nDCG@20", "MRR@10": "RR", "MAP@100": "AP@100", "P@5": "P@5",
    "P@10": "P@10", "Recall@100": "R@100", "Recall@1000": "R@1000", "bpref": "Bpref",
    "judged@10": "Judged@10",
}


def made_up():
    """Text of qrels, of a run with ties and of a run without."""
    rng = random.Random(20240501)
    qrels, ties, clean = [], [], []
    for topic in range(1, 26):
        documents = [f"d{number:03}" for number in range(240)]
        rng.shuffle(documents)
        judged = documents[: rng.choice([3, 12, 60])]
        for document in judged:
            grade = 0 if topic == 7 else rng.choice([-1, 0, 0, 0, 0, 1, 1, 2, 3])
            qrels.append(f"t{topic} 0 {document} {grade}")
        if topic == 9:
            continue  # judged, but nothing retrieved
        pool = judged[:] + documents[60:]
        rng.shuffle(pool)
        depth = min(rng.choice([4, 15, 130]), len(pool))
        for rank, document in enumerate(pool[:depth], 1):
            tied = 20.0 - rank // 4 + rng.choice([0.0, 1e-9])
            ties.append(f"t{topic} Q0 {document} {rank} {tied!r} tied")
            clean.append(f"t{topic} Q0 {document} {rank} {20.0 - rank / 16} clean")
    ties.append("t99 Q0 d001 1 3.5 tied")  # retrieved, but not judged
    clean.append("t99 Q0 d001 1 3.5 clean")
    return ["\n".join(lines) + "\n" for lines in (qrels, ties, clean)]


def read(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return file.read()


def reference(qrels_text, run_text, names):
    """trec_eval's figures: {topic: {measure: value}}."""
    import ir_measures

    qrels = [
        ir_measures.Qrel(topic, document, int(grade))
        for topic, _, document, grade in (line.split() for line in qrels_text.splitlines())
    ]
    run = [
        ir_measures.ScoredDoc(topic, document, float(score))
        for topic, _, document, _, score, _ in (line.split() for line in run_text.splitlines())
    ]
    wanted = {ir_measures.parse_measure(MEASURES[name]): name for name in names}
    figures = {}
    for metric in ir_measures.iter_calc(list(wanted), qrels, run):
        name, value = wanted[metric.measure], metric.value
        if name == "MRR@10" and value < 0.0999:
            value = 0.0
        figures.setdefault(metric.query_id, {})[name] = value
    return figures


def ours(warta, qrels, run):
    command = [pathlib.Path(warta).resolve(), "eval", "run", "--qrels", qrels, "--run", run, "--json", "-"]
    # Elsewhere than in the repository, so that its config.toml plays no part.
    answer = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=qrels.parent)
    if answer.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{answer.stderr}")
    return json.loads(answer.stdout)


def differences(expected, answer, names):
    found = {topic["id"]: topic["metrics"] for topic in answer["per_topic"]}
    if set(found) != set(expected):
        yield f"topics differ: {sorted(set(found) ^ set(expected))[:5]}"
        return
    for name in names:
        for topic, values in expected.items():
            if abs(values[name] - found[topic][name]) >= 5e-5:
                yield f"{topic} {name}: trec_eval {values[name]:.6f}, warta {found[topic][name]:.6f}"
        mean = sum(values[name] for values in expected.values()) / len(expected)
        if abs(mean - answer["metrics"][name]) >= 5e-5:
            yield f"mean {name}: trec_eval {mean:.6f}, warta {answer['metrics'][name]:.6f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--warta", default=str(HERE.parent / "target" / "debug" / "warta"))
    parser.add_argument("--qrels")
    parser.add_argument("--run")
    parser.add_argument("--write-fixture", action="store_true")
    args = parser.parse_args()
    try:
        import ir_measures  # noqa: F401
    except ImportError:
        print("ir_measures is not installed: pip install ir_measures pytrec-eval-terrier")
        return 77
    every = list(MEASURES)
    no_judged = [name for name in every if name != "judged@10"]
    qrels, ties, clean = made_up()
    if args.write_fixture:
        FIXTURE.mkdir(parents=True, exist_ok=True)
        for name, text in (("qrels.txt", qrels), ("ties.run", ties), ("clean.run", clean)):
            (FIXTURE / name).write_text(text)
        expected = {
            "ties.run": reference(qrels, ties, no_judged),
            "clean.run": reference(qrels, clean, every),
        }
        expected = {
            run: {topic: {name: round(value, 6) for name, value in values.items()}
                  for topic, values in sorted(figures.items())}
            for run, figures in expected.items()
        }
        (FIXTURE / "trec_eval.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
        print(f"wrote {FIXTURE}")
        return 0
    cases = [("ties", qrels, ties, no_judged), ("clean", qrels, clean, every)]
    if args.qrels and args.run:
        # A run from outside may hold ties anywhere, so judged@10 is left out.
        cases = [("given", read(args.qrels), read(args.run), no_judged)]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for name, qrels, run, names in cases:
            paths = [pathlib.Path(folder) / f"{name}.qrels", pathlib.Path(folder) / f"{name}.run"]
            for path, text in zip(paths, (qrels, run)):
                path.write_text(text, encoding="utf-8")
            expected = reference(qrels, run, names)
            found = list(differences(expected, ours(args.warta, *paths), names))
            print(f"{name}: {len(expected)} topics, {len(names)} measures, {len(found)} differences")
            wrong += found
    print("\n".join(wrong[:20]), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
