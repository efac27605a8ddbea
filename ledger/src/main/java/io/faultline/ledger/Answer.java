package io.faultline.ledger;

import io.faultline.contracts.ids.ProjectId;

/** What a project was shown. */
public record Answer(ProjectId project, String where, String text) {}
