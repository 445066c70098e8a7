"""Install a torch that computes on the CPU into the running environment, without gigabytes of CUDA libraries.

    python .ci/torch.py torch==2.13.0

Where pip finds a CPU build, that is all. Else PyPI's build for Linux is taken, which is linked against CUDA libraries that never
run on a machine without a GPU: small stand-ins take the place of all but the runtime, and its metadata no longer asks for them.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from importlib.metadata import distribution
from pathlib import Path

CUDA = re.compile(r"lib(cu|nccl|nvrtc|nvshmem)")
REAL = re.compile(r"lib(cuda|cudart|cupti)\.so")
"""The driver is never linked; the runtime and its profiler are called at import, and are small."""
FOREIGN = re.compile(r"(cublas|cudnn|cufft|cuFile|curand|cusolver|cusparse|nccl|nvrtc|nvshmem)")


def main(requirement: str) -> None:
    """Install it, with stand-ins where needed."""
    _pip("--no-deps", requirement)
    found = distribution("torch")
    toolkit = next((text for text in found.requires or [] if text.startswith("cuda-toolkit[")), None)
    if toolkit is None:
        return
    _forget(Path(str(found.locate_file(f"torch-{found.version}.dist-info"))) / "METADATA")
    _pip(requirement, "cuda-toolkit[cudart,cupti]" + re.sub(r"^[^\]]*\]|;.*", "", toolkit).strip())
    _stand_in(Path(sysconfig.get_path("purelib")))


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *arguments], check=True)


def _stand_in(packages: Path) -> None:
    """Compile, for each library that torch asks for, one of that name with all symbols that torch takes from any."""
    needed: set[str] = set()
    symbols: set[str] = set()
    versions: dict[str, set[str]] = {}
    for library in sorted((packages / "torch" / "lib").glob("*.so")):
        dump = subprocess.run(["objdump", "-pT", library], capture_output=True, text=True, check=True).stdout
        needed |= set(re.findall(r"NEEDED\s+(\S+)", dump))
        for name, block in re.findall(r"required from (\S+):\n((?:\s+0x.*\n)+)", dump):
            versions.setdefault(name, set()).update(line.split()[-1] for line in block.splitlines())
        symbols |= set(re.findall(r"\*UND\*.*\s(\w+)$", dump, re.M))
    code = "".join(f"void {name}(void) {{ __builtin_trap(); }}\n" for name in sorted(symbols) if FOREIGN.match(name))
    folder = next(packages.glob("nvidia/*/lib/libcudart.so.*")).parent
    script = folder / "stand_in.map"
    for name in sorted(needed):
        if CUDA.match(name) and not REAL.match(name):
            script.write_text("".join(f"{version} {{ global: *; }};\n" for version in sorted(versions.get(name, ()))))
            options = [f"-Wl,-soname,{name}", *([f"-Wl,--version-script={script}"] if name in versions else [])]
            command = ["gcc", "-w", "-shared", "-nostdlib", "-fPIC", "-x", "c", "-", *options, "-o", str(folder / name)]
            subprocess.run(command, input=code, text=True, check=True)


def _forget(metadata: Path) -> None:
    """Let pip no longer install what is stood in for."""
    lines = metadata.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not re.match(r"Requires-Dist: (cuda-|nvidia-|triton)", line)]
    metadata.write_text("".join(kept), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
