package io.faultline.scoring.http;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.http.Problem;
import io.faultline.scoring.history.Histories;
import io.faultline.scoring.history.History;
import io.faultline.scoring.score.Judge;
import io.faultline.scoring.score.Judgement;
import io.faultline.scoring.score.Judgements;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The score of a run and what explains it; <code>partial</code> until the run is over. */
@RestController
class ScoreController {
    private final Histories histories;
    private final Judgements judgements;

    ScoreController(Histories histories, Judgements judgements) {
        this.histories = histories;
        this.judgements = judgements;
    }

    /** A scorecard's own fields, and beside them what follows from it. */
    record Answer(RunId run, RunPhase phase, Verdict verdict, @JsonUnwrapped Scorecard scorecard,
            List<String> reasons) {
        static Answer of(Judgement judgement) {
            return new Answer(judgement.run(), judgement.phase(), judgement.verdict(), judgement.scorecard(),
                    judgement.reasons());
        }
    }

    @GetMapping("/api/v1/runs/{id}/score")
    Answer score(@PathVariable String id) {
        RunId run = RunId.parse(id);
        return Answer.of(judgements.of(run).map(Judgement::of).orElseGet(() -> soFar(run)));
    }

    private Judgement soFar(RunId run) {
        History history = histories.of(run);
        if (history.asked() == null) {
            throw Problem.notFound("run", run);
        }
        return Judge.judge(run, history);
    }
}
