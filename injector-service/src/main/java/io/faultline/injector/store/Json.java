package io.faultline.injector.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.UndoText;
import io.faultline.injector.fault.cluster.ClusterMark;
import io.faultline.injector.fault.cluster.MarkText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** What the journal keeps as JSON. The names of undos are explicit: a record renamed still mends old rows. */
final class Json implements MarkText, UndoText {
    private final JsonMapper mapper = Wire.configure(JsonMapper.builder()).addMixIn(Undo.class, NamedUndo.class)
            .build();
    private final JavaType targets = mapper.getTypeFactory().constructCollectionType(List.class, HitTarget.class);
    private final JavaType undos = mapper.getTypeFactory().constructCollectionType(List.class, Undo.class);

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "undo")
    @JsonSubTypes({@JsonSubTypes.Type(value = Undo.Nothing.class, name = "nothing"),
            @JsonSubTypes.Type(value = Undo.Killed.class, name = "killed"),
            @JsonSubTypes.Type(value = Undo.LetGoOn.class, name = "let-go-on"),
            @JsonSubTypes.Type(value = Undo.EndWorkers.class, name = "end-workers"),
            @JsonSubTypes.Type(value = Undo.DeleteFile.class, name = "delete-file"),
            @JsonSubTypes.Type(value = Undo.RemoveToxic.class, name = "remove-toxic"),
            @JsonSubTypes.Type(value = ApiUndo.LeftToController.class, name = "left-to-controller"),
            @JsonSubTypes.Type(value = ApiUndo.LeftToRollout.class, name = "left-to-rollout"),
            @JsonSubTypes.Type(value = ApiUndo.ScaleBack.class, name = "scale-back"),
            @JsonSubTypes.Type(value = ApiUndo.Reconnect.class, name = "reconnect"),
            @JsonSubTypes.Type(value = ApiUndo.Uncordon.class, name = "uncordon"),
            @JsonSubTypes.Type(value = ApiUndo.Untaint.class, name = "untaint"),
            @JsonSubTypes.Type(value = BesideUndo.EndBeside.class, name = "end-beside"),
            @JsonSubTypes.Type(value = BesideUndo.LeftToKubelet.class, name = "left-to-kubelet"),
            @JsonSubTypes.Type(value = ApplicationUndo.RemoveRemoteToxic.class, name = "remove-remote-toxic"),
            @JsonSubTypes.Type(value = ApplicationUndo.EnableRemoteProxy.class, name = "enable-remote-proxy"),
            @JsonSubTypes.Type(value = ApplicationUndo.CalmMonkey.class, name = "calm-monkey")})
    private interface NamedUndo {}

    @Override
    public String write(ClusterUndo undo) {
        return mapper.writerFor(Undo.class).writeValueAsString(undo);
    }

    @Override
    public ClusterUndo undo(String text) {
        return (ClusterUndo) mapper.readValue(text, Undo.class);
    }

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    String writeUndos(List<Undo> list) {
        return mapper.writerFor(undos).writeValueAsString(list);
    }

    Fault fault(String json) {
        return mapper.readValue(json, Fault.class);
    }

    BlastRadius blastRadius(String json) {
        return mapper.readValue(json, BlastRadius.class);
    }

    @Nullable
    Infrastructure infrastructure(@Nullable String json) {
        return json == null ? null : mapper.readValue(json, Infrastructure.class);
    }

    @Nullable
    PodSettings podSettings(@Nullable String json) {
        return json == null ? null : mapper.readValue(json, PodSettings.class);
    }

    List<HitTarget> targets(String json) {
        return mapper.readValue(json, targets);
    }

    List<Undo> undos(String json) {
        return mapper.readValue(json, undos);
    }

    @Override
    public String write(ClusterMark mark) {
        return mapper.writeValueAsString(mark);
    }

    @Override
    public Optional<ClusterMark> read(String text) {
        try {
            return Optional.ofNullable(mapper.readValue(text, ClusterMark.class)).filter(read -> Stream
                    .of(read.mark(), read.house(), read.deadline(), read.undo()).noneMatch(Objects::isNull));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
