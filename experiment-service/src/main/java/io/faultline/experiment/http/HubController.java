package io.faultline.experiment.http;

import java.net.URI;
import java.util.List;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.experiment.hub.Hub;
import io.faultline.experiment.hub.HubDesk;
import io.faultline.experiment.hub.HubId;
import io.faultline.experiment.hub.HubSpec;
import io.faultline.experiment.hub.Hubbing;
import io.faultline.experiment.repository.RepositoryPolicy;
import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hubs: the one that comes along, and those of git repositories and zip files. */
@RestController
@RequestMapping("/api/v1/hubs")
@Tag(name = "hubs")
class HubController {
    private final HubDesk desk;
    private final RepositoryPolicy policy;

    HubController(HubDesk desk, RepositoryPolicy policy) {
        this.desk = desk;
        this.policy = policy;
    }

    @Operation(operationId = "listHubs", summary = "Lists hubs: the one that comes along, then the others by name; there are at most 101.")
    @GetMapping
    Page<HubView> list() {
        return new Page<>(desk.all().stream().map(this::view).toList(), null);
    }

    @Operation(operationId = "addHub", summary = "Adds the hub of a git repository or a zip file, in Litmus' layout.")
    @ApiResponse(responseCode = "201")
    @PostMapping
    ResponseEntity<HubView> add(@RequestBody SentHub sent) {
        Hub added = done(desk.add(checked(sent), sent.given(), !Boolean.FALSE.equals(sent.sync())));
        return ResponseEntity.created(URI.create(HubView.path(added))).body(view(added));
    }

    @Operation(operationId = "getHub", summary = "Shows a hub.")
    @GetMapping("/{id}")
    HubView get(@PathVariable String id) {
        return view(required(desk, id));
    }

    @Operation(operationId = "updateHub", summary = "Changes a hub.", description = "Without a secret the one there is stays, unless the server is another: then it has to be sent again.")
    @PutMapping("/{id}")
    HubView update(@PathVariable String id, @RequestBody SentHub sent) {
        return view(done(desk.change(required(desk, id).id(), checked(sent), sent.given())));
    }

    @Operation(operationId = "deleteHub", summary = "Removes a hub; its repository and the experiments made of it stay.")
    @ApiResponse(responseCode = "204")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id) {
        done(desk.remove(required(desk, id).id()));
        return ResponseEntity.noContent().build();
    }

    @Operation(operationId = "syncHub", summary = "Takes a hub in anew.", description = "If its repository cannot be used, what was taken before stays.")
    @PostMapping("/{id}/sync")
    HubView sync(@PathVariable String id) {
        return view(done(desk.sync(required(desk, id).id())));
    }

    private HubView view(Hub hub) {
        return HubView.of(hub, desk.counts(hub));
    }

    private HubSpec checked(SentHub sent) {
        HubSpec spec = sent.spec();
        Complaints complaints = Complaints.collect();
        spec.check(complaints, policy.files());
        Bodies.refuse(complaints);
        return spec;
    }

    static Hub required(HubDesk desk, String id) {
        return HubId.parse(id).flatMap(desk::find).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "There is no hub %s; GET /api/v1/hubs lists those there are.".formatted(id)));
    }

    static Hub done(Hubbing hubbing) {
        if (hubbing instanceof Hubbing.Done(Hub hub)) {
            return hub;
        }
        throw new Problem(switch (hubbing) {
            case Hubbing.Missing() -> ProblemType.NOT_FOUND;
            case Hubbing.Failed _ -> ProblemType.UNUSABLE_REPOSITORY;
            case Hubbing.SecretNeeded() -> ProblemType.INVALID_REQUEST;
            case Hubbing.Done _,Hubbing.NameTaken _,Hubbing.Embedded _,Hubbing.TooMany _,Hubbing.Busy _ ->
                ProblemType.CONFLICT;
        }, sentence(hubbing.says()), List.of());
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
