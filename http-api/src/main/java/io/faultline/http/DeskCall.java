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

    /**
     * What an agent was asked to make is not in force any more, though nobody asked for that, or is not to be mended by it.
     *
     * @param undo as it was sent with the task
     */
    public record Undone(String undo) {}

    /**
     * What an agent that goes has taken away before; nobody is to be asked for it any more.
     *
     * @param undos as they were sent with their tasks
     */
    public record Mended(List<String> undos) {
        public Mended {
            undos = undos == null ? List.of() : List.copyOf(undos);
        }
    }

    /** Marks an agent found in its cluster, or those of them that are of faults somebody holds. */
    public record Marked(Set<String> marks) {
        public Marked {
            marks = marks == null ? Set.of() : Set.copyOf(marks);
        }
    }
}
