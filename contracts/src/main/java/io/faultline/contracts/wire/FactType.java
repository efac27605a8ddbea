package io.faultline.contracts.wire;

import java.util.Optional;
import java.util.stream.Stream;

import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.LinesEnded;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StepDue;

/**
 * The explicit wire name and version of everything published: the <code>ce_type</code> header. Inside a version only
 * additions with defaults; anything else is a new constant with <code>.v2</code>.
 */
public enum FactType {
    EXPERIMENT_REQUESTED("io.faultline.experiment-requested.v1", Topics.RUNS, ExperimentRequested.class), //
    ABORT_REQUESTED("io.faultline.abort-requested.v1", Topics.RUNS, AbortRequested.class), //
    RUN_PLANNED("io.faultline.run-planned.v1", Topics.RUNS, RunPlanned.class), //
    STEP_DUE("io.faultline.step-due.v1", Topics.RUNS, StepDue.class), //
    RUN_STOPPING("io.faultline.run-stopping.v1", Topics.RUNS, RunStopping.class), //
    RUN_SETTLED("io.faultline.run-settled.v1", Topics.RUNS, RunSettled.class), //
    FAULT_INJECTED("io.faultline.fault-injected.v1", Topics.RUNS, FaultInjected.class), //
    FAULT_REVERTED("io.faultline.fault-reverted.v1", Topics.RUNS, FaultReverted.class), //
    FAULT_FAILED("io.faultline.fault-failed.v1", Topics.RUNS, FaultFailed.class), //
    PROBE_RESULT("io.faultline.probe-result.v1", Topics.RUNS, ProbeResult.class), //
    ACTION_TAKEN("io.faultline.action-taken.v1", Topics.RUNS, ActionTaken.class), //
    RUN_COMPLETED("io.faultline.run-completed.v1", Topics.RUNS, RunCompleted.class), //
    LOG_LINE("io.faultline.log-line.v1", Topics.LOGS, LogLine.class), //
    PROBE_SAMPLE("io.faultline.probe-sample.v1", Topics.LOGS, ProbeSample.class), //
    LINES_ENDED("io.faultline.lines-ended.v1", Topics.LOGS, LinesEnded.class);

    private final String wireName;
    private final Topics topic;
    private final Class<? extends Record> record;

    FactType(String wireName, Topics topic, Class<? extends Record> record) {
        this.wireName = wireName;
        this.topic = topic;
        this.record = record;
    }

    public String wireName() {
        return wireName;
    }

    public Topics topic() {
        return topic;
    }

    public Class<? extends Record> record() {
        return record;
    }

    public static Optional<FactType> named(String wireName) {
        return Stream.of(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
    }

    public static FactType of(Record published) {
        return Stream.of(values()).filter(type -> type.record.equals(published.getClass())).findFirst().orElseThrow(
                () -> new IllegalArgumentException(published.getClass() + " has no wire name in FactType"));
    }
}
