package io.faultline.experiment.http;

import java.util.List;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;

/** What has been said wrongly in a body, all of it at once. */
final class Bodies {
    private Bodies() {}

    static void refuse(Complaints complaints) {
        if (!complaints.found().isEmpty()) {
            throw new Problem(ProblemType.INVALID_REQUEST, "Mend the places named in errors and send it again.",
                    List.copyOf(complaints.found()));
        }
    }
}
