package io.faultline.ledger;

import java.util.List;

import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;

/** Reaches a run's last word from its facts up to its settling, as scoring does. */
@FunctionalInterface
public interface Judge {
    RunCompleted lastWord(List<RunFact> facts);
}
