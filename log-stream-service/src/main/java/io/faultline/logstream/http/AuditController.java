package io.faultline.logstream.http;

import io.faultline.contracts.ids.RunId;
import io.faultline.logstream.audit.Audit;
import io.faultline.logstream.audit.Verification;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The proof that what is kept is what was written. */
@RestController
class AuditController {
    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/audit/verify")
    Verification verify(@RequestParam(required = false) @Nullable String run) {
        return run == null ? audit.verify() : audit.verify(RunId.parse(run).toString());
    }
}
