package io.faultline.logstream.audit;

import java.util.List;

/** The audit trail. */
public interface Audit {
    /** Keeps those not kept yet, within the caller's transaction, and returns them as links of the chain. */
    List<AuditEntry> keep(List<Original> records);

    Verification verify();

    Verification verify(String run);
}
