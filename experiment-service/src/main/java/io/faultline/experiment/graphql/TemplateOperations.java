package io.faultline.experiment.graphql;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.shelf.Shelf;
import io.faultline.experiment.workflow.WorkflowTemplate;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.springframework.stereotype.Component;

/** Workflows kept to start others from, as Litmus 2.x has them; names are unique, so that a template's name is its id. */
@Component
record TemplateOperations(ProjectId house, Shelf<WorkflowTemplate> templates, Manifests manifests,
        InstantSource clock) implements Operations {
    record Sent(String manifest, String templateName, String templateDescription, boolean isCustomWorkflow) {}

    record View(String templateID, String manifest, String templateName, String templateDescription, String projectID,
            String projectName, String createdAt, boolean isRemoved, boolean isCustomWorkflow) {
        static View of(String project, Kept<WorkflowTemplate> kept) {
            WorkflowTemplate template = kept.content();
            return new View(kept.name(), template.manifest(), kept.name(), template.description(), project, project,
                    Times.seconds(Times.text(kept.createdAt())), false, template.custom());
        }
    }

    @Override
    public void enter(Switchboard board) {
        board.query("listWorkflowManifests", this::list)
                .query("getWorkflowManifestByID", asked -> View.of(asked.project().id(), required(asked)))
                .mutation("createWorkflowTemplate", this::create)
                .mutation("deleteWorkflowTemplate", asked -> templates.remove(house, required(asked).name()));
    }

    private Kept<WorkflowTemplate> required(Asked asked) {
        String id = asked.text("templateID");
        return templates.find(house, id).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "There is no workflow template %s; listWorkflowManifests names those there are.".formatted(id)));
    }

    private List<View> list(Asked asked) {
        return templates.all(house).stream().map(each -> View.of(asked.project().id(), each)).toList();
    }

    /** Only what an experiment could be made of. */
    private View create(Asked asked) {
        Sent sent = asked.request(Sent.class);
        manifests.read(sent.manifest(), Map.of());
        Kept<WorkflowTemplate> added = new Kept<>(Asked.given(sent.templateName(), "templateName"),
                new WorkflowTemplate(sent.templateDescription(), sent.manifest(), sent.isCustomWorkflow()),
                clock.instant(), clock.instant());
        if (!templates.add(house, added)) {
            throw new Problem(ProblemType.CONFLICT,
                    "workflow template %s exists already, or there are %d of them; deleteWorkflowTemplate removes one"
                            .formatted(added.name(), Shelf.MOST));
        }
        return View.of(asked.project().id(), added);
    }
}
