package io.faultline.contracts.fault;

import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Processes on the injector's machine, selected in exactly one way, and how many of the matches are hit. */
public record ProcessTarget(
        @JsonPropertyDescription("The process that listens on this TCP port.") @Nullable Integer port,
        @JsonPropertyDescription("The process with this id.") @Nullable Long pid,
        @JsonPropertyDescription("The process whose id stands in this file.") @Nullable String pidFile,
        @JsonPropertyDescription("Processes whose command line matches this regular expression (found anywhere in it).") @Nullable String command,
        @JsonPropertyDescription("Hit this many of the matches; all of them by default.") @Nullable Integer count,
        @JsonPropertyDescription("Hit this share of the matches in percent, at least one.") @Nullable Integer percent)
        implements
            Target {
    public static ProcessTarget listeningOn(int port) {
        return new ProcessTarget(port, null, null, null, null, null);
    }

    public static ProcessTarget withPid(long pid) {
        return new ProcessTarget(null, pid, null, null, null, null);
    }

    /** How many of the matches are hit: the count, the percentage (at least one) or all. */
    public int chosenOf(int matches) {
        return new Share(count, percent).of(matches);
    }

    @Override
    public void check(Complaints complaints) {
        long selectors = Stream.of(port, pid, pidFile, command).filter(Objects::nonNull).count();
        complaints.unless(selectors == 1, "a process target needs exactly one of port, pid, pidFile, command");
        if (port != null) {
            complaints.within(port, 1, 65_535, "port");
        }
        new Share(count, percent).check(complaints);
        complaints.at("pid").unless(pid == null || pid > 1, "must be a process id above 1");
    }
}
