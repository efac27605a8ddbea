package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.probe.compare.ComparatorRules;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Programs.Ended;
import io.faultline.probe.value.Values;

/**
 * Measures by running a command. The exit code is the measurement, unless only the output is to be judged: then a command
 * that did not end with 0 measured nothing.
 */
record CommandProbing(Programs programs, PodPrograms pods) {
    Judgement attempt(CommandProbe probe, Values values, Duration timeout, Place place)
            throws InterruptedException {
        CommandCall call = values.filled(probe.call());
        Ended ended = probe.pod() == null
                ? programs.run(call, timeout)
                : pods.run(call, values.filled(probe.pod()), place, timeout);
        return switch (ended) {
            case Ended.Failed failed -> failed.judgement();
            case Ended.Exited exited -> judge(probe.expect(), exited);
        };
    }

    private static Judgement judge(CommandProbe.Expect expect, Ended.Exited exited) {
        Judgement exit = ComparatorRules.judge(expect.exitCode(), Integer.toString(exited.code()));
        boolean onlyOutputCounts = expect.output() != null && expect.exitCode().equals(Comparator.number(0));
        if (!exit.held() && onlyOutputCounts) {
            return Judgement.unmeasurable("the command ended with exit code " + exited.code()
                    + (exited.errors().isEmpty() ? "" : ": " + exited.errors()));
        }
        if (!exit.held()) {
            return exit.because(exited.errors());
        }
        return expect.output() == null ? exit : ComparatorRules.judge(expect.output(), exited.output());
    }
}
