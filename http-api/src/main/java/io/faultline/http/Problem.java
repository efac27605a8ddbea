package io.faultline.http;

import java.util.List;

import io.faultline.contracts.complaint.Complaint;

/** An answer that says no: thrown by controllers, sent as RFC 9457 problem+json. */
public final class Problem extends RuntimeException {
    private final ProblemType type;
    private final transient List<Complaint> errors;

    public Problem(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /**
     * @param detail what is wrong here and what to do about it
     * @param errors the places in the request that are wrong, if it is the request
     */
    public Problem(ProblemType type, String detail, List<Complaint> errors) {
        super(detail);
        this.type = type;
        this.errors = List.copyOf(errors);
    }

    public ProblemType type() {
        return type;
    }

    public List<Complaint> errors() {
        return errors;
    }

    public static Problem notFound(String what, Object id) {
        return new Problem(ProblemType.NOT_FOUND, "There is no %s %s.".formatted(what, id));
    }
}
