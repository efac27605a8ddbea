package io.faultline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Style;
import tools.jackson.databind.JsonNode;

/**
 * Columns over JSON: a title and a JSON Pointer each.
 *
 * @param id pointer to what names an item: what <code>-o name</code> prints
 */
record Table(String id, List<Column> columns) {
    /** A column. */
    record Column(String title, String pointer) {}

    /** @param titlesAndPointers alternating */
    static Table of(String id, String... titlesAndPointers) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < titlesAndPointers.length; i += 2) {
            columns.add(new Column(titlesAndPointers[i], titlesAndPointers[i + 1]));
        }
        return new Table(id, columns);
    }

    List<String> lines(List<JsonNode> items, Look look) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line());
        items.forEach(item -> lines.add(new Line()));
        int start = 0;
        for (Column column : columns) {
            int width = column.title().length();
            lines.getFirst().to(start).add(column.title(), Style.DIM);
            for (int i = 0; i < items.size(); i++) {
                String cell = text(items.get(i), column.pointer());
                width = Math.max(width, cell.length());
                lines.get(i + 1).to(start).add(cell);
            }
            start += width + 2;
        }
        return lines.stream().map(line -> line.render(Integer.MAX_VALUE, look)).toList();
    }

    static String text(JsonNode item, String pointer) {
        JsonNode value = item.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return Line.clean(value.isArray()
                ? value.valueStream().map(Table::word).collect(Collectors.joining(", "))
                : word(value));
    }

    /** A target as people name it, a value as it is. */
    private static String word(JsonNode value) {
        if (value.isValueNode()) {
            return value.asString("");
        }
        return value.has("kind") && value.has("name")
                ? value.path("kind").asString("") + " " + value.path("name").asString("")
                : value.toString();
    }
}
