"""Run by QGIS's own Python: read a project, tell what is in it, and change one leg's name."""

import json
import sys

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsFieldConstraints,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def main(path, user):
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    assert project.read(path), project.error()
    layers = project.mapLayers()
    legs = layers["store_draft_legs"]
    fields = legs.fields()
    setup = legs.editorWidgetSetup(fields.indexOf("mode"))
    required = [
        field.name()
        for field in fields
        if field.constraints().constraintStrength(QgsFieldConstraints.ConstraintNotNull)
        == QgsFieldConstraints.ConstraintStrengthHard
        and field.constraints().constraints() & QgsFieldConstraints.ConstraintNotNull
    ]
    lanes = layers["store_corridors_lanes"]
    operating = {
        rule.ruleKey(): rule.children()[0].symbol().color().name()
        for rule in lanes.renderer().rootRule().children()
    }
    said = {
        "version": Qgis.version(),
        "crs": project.crs().authid(),
        "layers": len(layers),
        "invalid": sorted(name for name, one in layers.items() if not one.isValid()),
        "mode_widget": [
            setup.type(),
            [value for one in setup.config()["map"] for value in one.values()],
        ],
        "required": required,
        "renderers": {
            name: layers[name].renderer().type()
            for name in ("store_corridors_lanes", "store_corridors_nodes", "store_draft_legs")
        },
        "operating": operating,
        "drawn": drawn([layers["store_corridors_nodes"], lanes], path),
        "edited": edited(legs),
    }
    sys.stdout.write(json.dumps(said) + "\n")
    project.clear()
    application.exitQgis()


def drawn(layers, path):
    """Draw the published layers and return which share of the picture is not paper."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(600, 400))
    extent = layers[1].extent()
    extent.scale(1.2)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    picture.save(path.replace(".qgz", ".png"))
    white = QColor("white").rgb()
    marked = sum(picture.pixel(x, y) != white for x in range(0, 600, 2) for y in range(0, 400, 2))
    return marked / (300 * 200)


def edited(legs):
    """Give the first leg another name, as an editor does in the form."""
    assert legs.startEditing()
    leg = next(legs.getFeatures())
    assert legs.changeAttributeValue(leg.id(), legs.fields().indexOf("name"), "Named in QGIS")
    return legs.commitChanges() or legs.commitErrors()


main(*sys.argv[1:])
