package io.faultline.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.StepDue;

/** A run's facts are all of its own project, and nothing of it is shown to another (I9). */
final class ProjectRules {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ProjectRules() {}

    static void check(Map<RunId, List<Stated>> runs, List<Answer> answers, List<Violation> found) {
        Map<String, ProjectId> owners = new HashMap<>();
        runs.forEach((run, facts) -> {
            ProjectId owner = projectOf(facts.getFirst());
            owners.put(run.toString(), owner);
            facts.stream().filter(fact -> !fact.project().equals(owner) || !projectOf(fact).equals(owner))
                    .forEach(fact -> found.add(new Violation(Invariant.I9, run,
                            "belongs to project %s, this fact to %s".formatted(owner, projectOf(fact)),
                            fact.where())));
        });
        answers.forEach(answer -> check(answer, owners, found));
    }

    private static void check(Answer answer, Map<String, ProjectId> owners, List<Violation> found) {
        Matcher ids = ID.matcher(answer.text());
        while (ids.find()) {
            ProjectId owner = owners.get(ids.group());
            if (owner != null && !owner.equals(answer.project())) {
                found.add(new Violation(Invariant.I9, RunId.parse(ids.group()),
                        "belongs to project %s, and is shown to %s".formatted(owner, answer.project()),
                        answer.where()));
            }
        }
    }

    private static ProjectId projectOf(Stated stated) {
        RunFact fact = stated.fact();
        return switch (fact) {
            case ExperimentRequested requested -> requested.project();
            case RunPlanned planned -> planned.project();
            case StepDue due -> due.project();
            case RunCompleted completed -> completed.project();
            default -> stated.project();
        };
    }
}
