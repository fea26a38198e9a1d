"""`python -m flows.engine`: Prefect's engine, as a worker starts it for a run, a little sooner.

Python looks for garbage again and again while it imports, and finds none. A step after a wait is mostly imports, so
here it looks less often: that saves a tenth to a sixth of the time.
"""

import gc
import runpy

OBJECTS, YOUNG, OLDER = 100_000, 50, 100
"""After how many new objects Python looks for garbage, and after how many such looks among those that stayed."""

if __name__ == "__main__":
    gc.set_threshold(OBJECTS, YOUNG, OLDER)
    runpy.run_module("prefect.engine", run_name="__main__")
