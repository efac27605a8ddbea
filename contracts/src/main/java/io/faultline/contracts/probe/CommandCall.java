package io.faultline.contracts.probe;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** A command to run: a list of words handed over as they are, never a shell line. */
public record CommandCall(
        @JsonProperty(required = true) @JsonPropertyDescription("Program and arguments; arguments may hold ${name}. There is no shell.") List<String> argv,
        @JsonPropertyDescription("Environment variables added; values may hold ${name}.") Map<String, String> env) {
    public CommandCall {
        argv = argv == null ? List.of() : List.copyOf(argv);
        env = env == null ? Map.of() : Map.copyOf(env);
    }

    public void check(Complaints complaints) {
        complaints.at("argv").unless(!argv.isEmpty() && !argv.getFirst().isBlank(), "must name a program");
    }
}
