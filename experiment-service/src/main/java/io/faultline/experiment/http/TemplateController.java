package io.faultline.experiment.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.catalogue.Catalogue;
import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.hub.Hub;
import io.faultline.experiment.hub.HubDesk;
import io.faultline.experiment.hub.Template;
import io.faultline.experiment.repository.PathRules;
import io.faultline.experiment.repository.Pushed;
import io.faultline.experiment.request.Answer;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;
import io.faultline.formats.hub.HubFiles;
import io.faultline.formats.litmus.AnyFile;
import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** Templates of a hub: listed, looked at, made into experiments; and experiments made into templates. */
@RestController
@RequestMapping("/api/v1/hubs/{id}")
@Tag(name = "hubs")
class TemplateController {
    private final HubDesk desk;
    private final ProjectId project;
    private final Catalogue catalogue;
    private final Experiments experiments;
    private final Idempotency idempotency;

    TemplateController(HubDesk desk, ProjectId project, Catalogue catalogue, Experiments experiments,
            Idempotency idempotency) {
        this.desk = desk;
        this.project = project;
        this.catalogue = catalogue;
        this.experiments = experiments;
        this.idempotency = idempotency;
    }

    /**
     * A wish for an experiment.
     *
     * @param template path of the template in its hub
     * @param name of the experiment; the template's by default
     */
    record Use(String template, @Nullable String name, @Nullable String description, @Nullable List<String> tags) {}

    /**
     * A wish for a template.
     *
     * @param experiment id of the experiment
     * @param name of the template; the experiment's by default
     */
    record Push(String experiment, @Nullable String name) {}

    /**
     * What became of it.
     *
     * @param changed false if it was there already, as it is
     */
    record PushedTemplate(String template, String commit, boolean changed) {}

    @Operation(operationId = "listTemplates", summary = "Lists the templates of a hub by path.")
    @GetMapping("/templates")
    Page<TemplateView> list(@PathVariable String id,
            @Parameter(description = "fault or experiment.") @RequestParam(required = false) @Nullable String kind,
            @Parameter(description = "The category of faults.") @RequestParam(required = false) @Nullable String category,
            @Parameter(description = "A part of its name.") @RequestParam(required = false) @Nullable String name,
            @Parameter(description = "'next' of the page before.") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "At most this many, up to 500.") @RequestParam(defaultValue = "50") int limit) {
        List<Template> found = desk.templates(HubController.required(desk, id)).stream()
                .filter(each -> kind == null || each.kind().name().toLowerCase(Locale.ROOT).equals(kind))
                .filter(each -> category == null || each.category().equals(category))
                .filter(each -> name == null || each.name().contains(name))
                .filter(each -> after == null || each.path().compareTo(after) > 0).limit(Page.probe(limit)).toList();
        Page<Template> page = Page.of(found, limit, Template::path);
        return new Page<>(page.items().stream().map(TemplateView::brief).toList(), page.next());
    }

    @Operation(operationId = "getTemplate", summary = "Shows a template, and what an experiment made of it does.", description = "With Accept: application/yaml the text it is made of.")
    @ApiResponse(responseCode = "200", content = {
            @Content(mediaType = "application/json", schema = @Schema(implementation = TemplateView.class)),
            @Content(mediaType = Sent.YAML, schema = @Schema(type = "string"))})
    @GetMapping("/templates/{*path}")
    ResponseEntity<?> get(@PathVariable String id, @PathVariable String path,
            @Parameter(hidden = true) @RequestHeader(value = "Accept", defaultValue = "*/*") String accept) {
        Template template = required(HubController.required(desk, id), path.replaceFirst("^/", ""));
        return accept.contains("yaml")
                ? ResponseEntity.ok().contentType(MediaType.parseMediaType(Sent.YAML))
                        .body(template.text().orElse("").getBytes(StandardCharsets.UTF_8))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(TemplateView.whole(template));
    }

    @Operation(operationId = "useTemplate", summary = "Makes an experiment of a template.", description = "Its name has to be free. Faults are aimed at stand-ins: change them before it is run.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Use.class)))
    @ApiResponse(responseCode = "201", content = @Content(mediaType = "application/json", schema = @Schema(implementation = ExperimentView.class)))
    @SafeToRepeat
    @PostMapping(path = "/experiments", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> use(@PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
        Sent sent = Sent.of(request);
        Use use = read(sent);
        Template template = required(HubController.required(desk, id), use.template());
        return idempotency.once(request, sent, () -> {
            KeptExperiment kept = Refusals.keptOrRefused(catalogue.create(experiment(template, use)));
            return new Answer(201, ExperimentView.path(kept), ExperimentView.etag(kept),
                    Wire.mapper().writeValueAsString(ExperimentView.whole(kept)));
        });
    }

    @Operation(operationId = "pushTemplate", summary = "Makes a template of an experiment: a commit on top of the hub's branch.")
    @PostMapping("/templates")
    PushedTemplate push(@PathVariable String id, @RequestBody Push push) {
        Hub hub = HubController.required(desk, id);
        if (hub.isEmbedded()) {
            throw new Problem(ProblemType.CONFLICT,
                    "This hub comes with Faultline and takes nothing; add a hub of a git repository of yours (POST /api/v1/hubs) and push it there.");
        }
        Experiment experiment = experiments.find(project, PathIds.experiment(String.valueOf(push.experiment())))
                .orElseThrow(() -> Refusals.noExperiment(push.experiment())).experiment();
        Experiment named = renamed(experiment, push.name(), null, null);
        if (!PathRules.isSegment(named.name())) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "'%s' cannot be the name of a folder everywhere; give another name.".formatted(named.name()));
        }
        Map<String, String> files = HubFiles.experiment(named);
        return switch (desk.push(hub, files, "Add experiment " + named.name())) {
            case Pushed.Done(String commit) -> {
                desk.sync(hub.id());
                yield new PushedTemplate("experiments/" + named.name(), commit, true);
            }
            case Pushed.Same(String commit) -> new PushedTemplate("experiments/" + named.name(), commit, false);
            case Pushed.Failed(String why) -> throw new Problem(ProblemType.UNUSABLE_REPOSITORY,
                    "Nothing was pushed: %s.".formatted(why));
        };
    }

    private Template required(Hub hub, @Nullable String path) {
        return desk.template(hub, String.valueOf(path)).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "The hub has no template %s; GET %s/templates lists those there are.".formatted(path,
                        HubView.path(hub))));
    }

    private static Use read(Sent sent) {
        try {
            return Wire.mapper().readValue(sent.bytes(), Use.class);
        } catch (JacksonException e) {
            throw new Problem(ProblemType.INVALID_REQUEST, "The body could not be read: " + e.getOriginalMessage());
        }
    }

    private static Experiment experiment(Template template, Use use) {
        return switch (AnyFile.read(template.text().orElse(""), template.path()).read()) {
            case Read.Valid(Experiment experiment) ->
                renamed(experiment, use.name(), use.description(), use.tags());
            case Read.Invalid(List<Finding> findings) -> throw new InvalidFile(findings);
        };
    }

    private static Experiment renamed(Experiment experiment, @Nullable String name, @Nullable String description,
            @Nullable List<String> tags) {
        Metadata was = experiment.metadata();
        return Experiment.of(new Metadata(Objects.requireNonNullElse(name, was.name()),
                description == null ? was.description() : description, Objects.requireNonNullElse(tags, was.tags())),
                experiment.spec());
    }
}
