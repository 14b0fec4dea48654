"""Run every benchmark, one after the other: `python -m benchmarks [NAME…]`."""

import importlib
import pkgutil
import sys

import benchmarks


def main() -> None:
    """Run the named benchmarks, or all that take no minutes; a module takes part by having `main`."""
    found = sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if not m.name.startswith("_"))
    names = sys.argv[1:] or found
    for name in names:
        if name not in found:
            sys.exit(f"no benchmark is called {name}; there are: {', '.join(found)}")
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "main"):
            print(f"\n== {name}")
            module.main()


if __name__ == "__main__":
    main()
