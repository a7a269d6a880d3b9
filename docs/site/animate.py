"""Makes one animated WebP of screenshots: `animate.py OUT MILLISECONDS FRAME…`, each frame shown for so long."""

import sys

from PIL import Image

WIDTH = 1100

out, shown, *frames = sys.argv[1:]
pictures = []
for frame in frames:
    picture = Image.open(frame).convert("RGB")
    pictures.append(picture.resize((WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS))
# Three times, then the last frame stays: nothing moves for ever beside a text that is being read.
pictures[0].save(out, save_all=True, append_images=pictures[1:], duration=int(shown), loop=3, quality=60, method=6)
