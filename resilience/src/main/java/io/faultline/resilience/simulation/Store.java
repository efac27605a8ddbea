package io.faultline.resilience.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.faultline.contracts.ids.EventId;
import io.faultline.ledger.Stated;

/** What every service keeps in its schema: what it has read, and what it has said and not yet sent. */
final class Store {
    final Set<EventId> inbox = new HashSet<>();
    final List<Stated> outbox = new ArrayList<>();
}
