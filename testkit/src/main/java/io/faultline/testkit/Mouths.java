package io.faultline.testkit;

import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
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

import static java.util.Map.entry;

/** Who may state which fact; each record's javadoc says the same in words. */
final class Mouths {
    private static final String EXPERIMENT = "io.faultline.experiment";
    private static final String SCHEDULER = "io.faultline.scheduler";
    private static final String INJECTOR = "io.faultline.injector";
    private static final String PROBE = "io.faultline.probe";
    private static final String SCORING = "io.faultline.scoring";
    private static final String RUN_LOG = "io.faultline.runlog";

    static final Map<Class<? extends Record>, Set<String>> OWNERS = Map.ofEntries(
            entry(ExperimentRequested.class, Set.of(EXPERIMENT, SCHEDULER)),
            entry(AbortRequested.class, Set.of(EXPERIMENT)),
            entry(RunPlanned.class, Set.of(SCHEDULER)),
            entry(StepDue.class, Set.of(SCHEDULER)),
            entry(RunStopping.class, Set.of(SCHEDULER)),
            entry(RunSettled.class, Set.of(SCHEDULER)),
            entry(FaultInjected.class, Set.of(INJECTOR)),
            entry(FaultReverted.class, Set.of(INJECTOR)),
            entry(FaultFailed.class, Set.of(INJECTOR)),
            entry(ProbeResult.class, Set.of(PROBE)),
            entry(ActionTaken.class, Set.of(PROBE)),
            entry(RunCompleted.class, Set.of(SCORING)),
            entry(LogLine.class, Set.of(RUN_LOG)),
            entry(ProbeSample.class, Set.of(RUN_LOG)),
            entry(LinesEnded.class, Set.of(RUN_LOG)));

    private Mouths() {}

    /** Calls and references of constructors count; what a codec reads from the wire does not. */
    static ArchCondition<JavaClass> stateOnlyFactsOf(String base) {
        return new ArchCondition<>("state only facts that " + base + " is the mouth of") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (access.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                            && isOwnedByOthers(access.getTargetOwner(), base)) {
                        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isOwnedByOthers(JavaClass fact, String base) {
        return OWNERS.entrySet().stream()
                .anyMatch(owned -> fact.isEquivalentTo(owned.getKey()) && !owned.getValue().contains(base));
    }
}
