package io.faultline.http;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** What agents and desks say to each other. */
public final class DeskCall {
    private DeskCall() {}

    /** @param working ids of the tasks it still holds */
    public record Ask(List<String> working) {
        public Ask {
            working = working == null ? List.of() : List.copyOf(working);
        }
    }

    /** What is to be done next; empty if nothing is, for now. */
    public record Tasks(List<Desk.Given> tasks) {
        public Tasks {
            tasks = tasks == null ? List.of() : List.copyOf(tasks);
        }
    }

    public record Answer(String id, JsonNode answer) {}

    /** Marks an agent found in its cluster, or those of them that are of faults somebody holds. */
    public record Marked(Set<String> marks) {
        public Marked {
            marks = marks == null ? Set.of() : Set.copyOf(marks);
        }
    }
}
