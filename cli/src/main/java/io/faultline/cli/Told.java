package io.faultline.cli;

import java.util.List;
import java.util.function.Predicate;

import io.faultline.cli.api.StreamEvent;
import io.faultline.cli.live.RunView;
import io.faultline.cli.live.Show;
import tools.jackson.databind.JsonNode;

/** Prints events as they come: a line for people, or the CloudEvent itself. */
record Told(Faultline faultline, Show show, RunView view) {

    void tell(StreamEvent event, boolean wanted) {
        event.published().ifPresent(view::on);
        if (!wanted) {
            return;
        }
        switch (faultline.format()) {
            case TABLE -> show.published(event, view);
            case JSONL, JSON -> faultline.console().out().println(event.json());
            case YAML -> faultline.printer().tree(event.json());
            case NAME -> faultline.console().out().println(event.json().path("id").asString(""));
            case MD, JUNIT, LITMUS -> throw faultline.printer().unfit();
        }
    }

    void all(List<StreamEvent> events, Predicate<StreamEvent> wanted) {
        if (faultline.format() == Format.JSON || faultline.format() == Format.YAML) {
            List<JsonNode> items = events.stream().filter(wanted).map(StreamEvent::json).toList();
            faultline.printer().list(items, Table.of("/id", "ID", "/id"));
        } else {
            events.forEach(event -> tell(event, wanted.test(event)));
        }
    }
}
