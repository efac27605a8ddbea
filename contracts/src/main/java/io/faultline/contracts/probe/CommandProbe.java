package io.faultline.contracts.probe;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Runs a command and judges its exit code and its trimmed standard output. */
public record CommandProbe(
        @JsonProperty(required = true) @JsonPropertyDescription("Program and arguments; arguments may hold ${name}. There is no shell.") List<String> argv,
        @JsonPropertyDescription("Environment variables added; values may hold ${name}.") Map<String, String> env,
        @JsonPropertyDescription("What is accepted; exit code 0 by default.") Expect expect,
        @JsonPropertyDescription("Run it in a pod of the cluster instead of beside the probe service.") @Nullable PodSource pod)
        implements
            ProbeSpec {
    /** What is accepted of a command; everything given has to hold. With an exit code not expected, it could not be measured. */
    public record Expect(
            @JsonPropertyDescription("Exit code: a number, or a comparator on it; 0 by default.") Comparator exitCode,
            @JsonPropertyDescription("Standard output, trimmed: a text it has to equal, or a comparator on it.") @Nullable Comparator output) {
        public Expect {
            exitCode = exitCode == null ? Comparator.number(0) : exitCode;
        }
    }

    public CommandProbe {
        argv = argv == null ? List.of() : List.copyOf(argv);
        env = env == null ? Map.of() : Map.copyOf(env);
        expect = expect == null ? new Expect(Comparator.number(0), null) : expect;
    }

    /** Run beside the probe service. */
    public CommandProbe(List<String> argv, Map<String, String> env, Expect expect) {
        this(argv, env, expect, null);
    }

    public CommandCall call() {
        return new CommandCall(argv, env);
    }

    @Override
    public void check(Complaints complaints) {
        Complaints here = complaints.at("command");
        call().check(here);
        if (pod != null) {
            pod.check(here.at("pod"));
        }
        Comparator.checkEach(here.at("expect"), "exitCode", expect.exitCode(), "output", expect.output());
    }
}
