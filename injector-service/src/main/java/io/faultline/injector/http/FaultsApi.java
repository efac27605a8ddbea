package io.faultline.injector.http;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.injector.lease.DryRun;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Leases;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is broken, and what would be. */
@RestController
@RequestMapping("/api/v1/faults")
class FaultsApi {
    private final Leases leases;
    private final DryRun dryRun;
    private final InfrastructureSeals seals;

    FaultsApi(Leases leases, DryRun dryRun, InfrastructureSeals seals) {
        this.leases = leases;
        this.dryRun = dryRun;
        this.seals = seals;
    }

    /** Faults by state: active (whatever may have an effect right now; the default), all, or one state's name. */
    @GetMapping
    Page<FaultView> list(@RequestParam(defaultValue = "active") String state,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long after, @RequestParam(defaultValue = "0") int limit) {
        var found = leases.list(states(state), after, Page.probe(limit)).stream().map(FaultView::of).toList();
        return Page.of(found, limit, fault -> Long.toString(fault.id()));
    }

    /** What each fault of an experiment would hit if it were injected now; nothing is done. */
    @PostMapping("/plan")
    DryRun.Outlook plan(@RequestBody Experiment experiment) {
        return dryRun.of(seals.believed(experiment, ""));
    }

    private static Set<LeaseState> states(String asked) {
        return switch (asked.toLowerCase(Locale.ROOT)) {
            case "all" -> EnumSet.allOf(LeaseState.class);
            case "active" -> Stream.of(LeaseState.values()).filter(LeaseState::mayHaveEffect)
                    .collect(Collectors.toSet());
            default -> EnumSet.of(Stream.of(LeaseState.values())
                    .filter(state -> FaultView.name(state).equals(asked.toLowerCase(Locale.ROOT))).findFirst()
                    .orElseThrow(() -> new Problem(ProblemType.INVALID_REQUEST,
                            "'%s' is no state; use active, all, armed, reverted, not-injected or revert-failed"
                                    .formatted(asked))));
        };
    }
}
