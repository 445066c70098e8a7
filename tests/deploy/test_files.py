"""Tests that the files in deploy/ name only existing settings, metrics, error codes and folders."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from bot.settings import PREFIX, Settings
from storage import Store

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
OF_COMPOSE = {"FACENOTE_MEMORY"}
"""Read by compose itself, from its .env."""


def manifests() -> list[Path]:
    return sorted(path for path in DEPLOY.rglob("*") if path.suffix in {".yaml", ".yml"})


@pytest.mark.parametrize("path", manifests(), ids=lambda path: str(path.relative_to(DEPLOY)))
def test_a_manifest_is_yaml(path: Path) -> None:
    assert all(isinstance(document, dict) for document in yaml.safe_load_all(path.read_text(encoding="utf-8")))


def test_every_setting_that_is_named_exists() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | OF_COMPOSE
    named = {
        (str(path.relative_to(DEPLOY)), name)
        for path in DEPLOY.rglob("*")
        if path.is_file()
        for name in re.findall(rf"{PREFIX}[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert {(path, name) for path, name in named if name not in known} == set()


def test_images_are_tagged_with_the_version() -> None:
    version = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    named = {
        (str(path.relative_to(DEPLOY)), tag)
        for path in manifests()
        for tag in re.findall(r"(?:image: \S*facenote:|newTag: )([\w.-]+)", path.read_text(encoding="utf-8"))
    }
    assert {path.split("/")[0] for path, _ in named} == {"compose", "kubernetes"}
    assert {(path, tag) for path, tag in named if re.sub("-(cuda|ray)$", "", tag) != version} == set()


async def test_alerts_and_dashboard_ask_for_metrics_that_are_served(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "data") as store:
        served = {family.name for family in text_string_to_metric_families((await Metrics(store).text()).decode())}
    dashboard = json.loads((DEPLOY / "compose/grafana/dashboards/facenote.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    alerts = yaml.safe_load((DEPLOY / "compose/prometheus/alerts.yml").read_text(encoding="utf-8"))
    asked += [rule["expr"] for group in alerts["groups"] for rule in group["rules"]]
    names = {re.sub("_(total|bucket)$", "", name) for expr in asked for name in re.findall(r"facenote_\w+", expr)}
    assert names
    assert names <= served


def test_nodes_and_front_have_the_same_ray_and_share_of_cores() -> None:
    overlay = DEPLOY / "kubernetes/overlays/ray"
    cluster = yaml.safe_load((overlay / "raycluster.yaml").read_text(encoding="utf-8"))["spec"]
    front = (overlay / "kustomization.yaml").read_text(encoding="utf-8")
    lock = (DEPLOY.parent / "requirements.lock").read_text(encoding="utf-8")
    (locked,) = re.findall(r"^ray==(\S+)", lock, re.MULTILINE)
    assert cluster["rayVersion"] == locked
    (node,) = cluster["workerGroupSpecs"][0]["template"]["spec"]["containers"]
    assert f"FACENOTE_RAY_WORKER_CPUS={node['resources']['limits']['cpu']}\n" in front
    (head,) = cluster["headGroupSpec"]["template"]["spec"]["containers"]
    tag = front.partition("newTag: ")[2].split()[0]
    assert {head["image"].partition(":")[2], node["image"].partition(":")[2]} == {tag}


def test_the_image_holds_what_the_package_needs() -> None:
    """The image contains only what .dockerignore admits."""
    ignored = (DEPLOY.parent / ".dockerignore").read_text(encoding="utf-8").split()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    packages = {path.parent.name for path in DEPLOY.parent.glob("*/__init__.py")} - {"tests"}
    assert (
        packages | {"locales", "pyproject.toml", "requirements.txt", "requirements.lock", "README.md", "LICENSE"}
        <= let_in
    )
