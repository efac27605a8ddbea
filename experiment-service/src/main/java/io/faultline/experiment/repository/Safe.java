package io.faultline.experiment.repository;

import java.util.Optional;

/** Closes secrets before they are stored, so that whoever reads the database or its copies reads none. */
public interface Safe {
    String seal(Secret secret);

    /** Nothing if it was sealed with another key: the house's may have been changed. */
    Optional<Secret> open(String sealed);
}
