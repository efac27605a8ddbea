package io.faultline.cli;

import java.io.PrintStream;
import java.util.List;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Style;
import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes data to standard output in the form asked for. */
record Printer(Console console, Format format) {

    void list(List<JsonNode> items, Table table) {
        PrintStream out = console.out();
        switch (format) {
            case JSON, YAML -> tree(Wire.mapper().valueToTree(items));
            case JSONL -> items.forEach(out::println);
            case NAME -> items.forEach(item -> out.println(Table.text(item, table.id())));
            case TABLE -> table.lines(items, console.terminal().look()).forEach(out::println);
            case MD, JUNIT, LITMUS -> throw unfit();
        }
    }

    void one(JsonNode item, Table table) {
        PrintStream out = console.out();
        switch (format) {
            case JSON, YAML -> tree(item);
            case JSONL -> out.println(item);
            case NAME -> out.println(Table.text(item, table.id()));
            case TABLE -> {
                int width = table.columns().stream().mapToInt(column -> column.title().length()).max().orElse(0) + 2;
                table.columns().stream().filter(column -> !Table.text(item, column.pointer()).isEmpty())
                        .forEach(column -> out.println(new Line().add(column.title(), Style.DIM).to(width)
                                .add(Table.text(item, column.pointer()))
                                .render(Integer.MAX_VALUE, console.terminal().look())));
            }
            case MD, JUNIT, LITMUS -> throw unfit();
        }
    }

    void tree(JsonNode node) {
        if (format == Format.YAML) {
            console.out().print(YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES).build().writeValueAsString(node));
        } else {
            console.out().println(format == Format.JSONL ? node.toString() : node.toPrettyString());
        }
    }

    IllegalArgumentException unfit() {
        return new IllegalArgumentException("-o %s makes no sense here; use table, json, yaml, jsonl or name"
                .formatted(format));
    }
}
