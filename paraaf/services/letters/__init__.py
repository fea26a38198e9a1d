"""The letter itself: its versions, stages, holds, redlines, and how its files are named."""
