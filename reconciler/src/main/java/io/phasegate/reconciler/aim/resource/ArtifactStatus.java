package io.phasegate.reconciler.aim.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The status as a tree: the downloading Pod writes {@code progress} and {@code download} into it,
 * and whatever it writes there stays. A value; the tree is never changed.
 */
public record ArtifactStatus(@JsonValue ObjectNode tree) {

  /** How the download fares; not counted in Ready: the Job is. */
  public static final String DOWNLOAD_COMPLETE = "DownloadComplete";

  /** Why it is complete: the Job that downloaded has also checked. */
  public static final String VERIFIED = "Verified";

  private static final ObjectMapper JSON = new ObjectMapper();

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ArtifactStatus {
    // For the annotation: the whole status is the one component.
  }

  static ArtifactStatus empty() {
    return new ArtifactStatus(JsonNodeFactory.instance.objectNode());
  }

  /** The word that sums it up; empty when there is none yet. */
  public String word() {
    return text("status");
  }

  /**
   * True when the volume holds the model, as far as the last pass knew: the artifact was ready, or
   * it has been since and something beside the download is wrong now, a config that was deleted
   * say. The Job may be gone by then, and must not be missed: hundreds of gigabytes would be
   * downloaded once more.
   */
  public boolean isDownloaded() {
    return word().equals("Ready") || conditions().stream().anyMatch(ArtifactStatus::saysVerified);
  }

  private static boolean saysVerified(StatusCondition condition) {
    return condition.type().equals(DOWNLOAD_COMPLETE)
        && condition.isTrue()
        && condition.reason().equals(VERIFIED);
  }

  /** Size of the model as the source told it, in bytes; 0 before that. */
  public long discoveredSizeBytes() {
    return tree.path("discoveredSizeBytes").asLong();
  }

  /** How far the download is, in percent, as the Pod last said. */
  public int percentage() {
    return tree.path("progress").path("percentage").asInt();
  }

  /** How far the download is, as people are shown it; empty when nobody has said. */
  public String displayPercentage() {
    return tree.path("progress").path("displayPercentage").asText("");
  }

  /** Bytes to download, as the Pod last said; 0 when it did not. */
  public long totalBytes() {
    return tree.path("progress").path("totalBytes").asLong();
  }

  /** A text; empty when it is absent. */
  public String text(String field) {
    return tree.path(field).asText("");
  }

  public List<StatusCondition> conditions() {
    return StreamSupport.stream(tree.path("conditions").spliterator(), false)
        .map(each -> StatusCondition.of(JSON.convertValue(each, Condition.class)))
        .toList();
  }

  /** The same with another value in a field. */
  public ArtifactStatus with(String field, JsonNode value) {
    ObjectNode copy = tree.deepCopy();
    copy.set(field, value);
    return new ArtifactStatus(copy);
  }

  /** The same with another text in a field. */
  public ArtifactStatus with(String field, String text) {
    return with(field, JsonNodeFactory.instance.textNode(text));
  }

  /** The same with another number in a field. */
  public ArtifactStatus with(String field, long number) {
    return with(field, JsonNodeFactory.instance.numberNode(number));
  }

  /** The same with another value within the object in a field, which is made if need be. */
  public ArtifactStatus with(String field, String inside, JsonNode value) {
    ObjectNode object =
        tree.get(field) instanceof ObjectNode known
            ? known.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    object.set(inside, value);
    return with(field, object);
  }

  /** The same without some fields. */
  public ArtifactStatus without(String... fields) {
    ObjectNode copy = tree.deepCopy();
    copy.remove(List.of(fields));
    return new ArtifactStatus(copy);
  }

  /** The same with what the engine has to say. */
  public ArtifactStatus with(
      List<StatusCondition> conditions, String word, long observedGeneration) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    conditions.forEach(each -> all.add(JSON.<JsonNode>valueToTree(each.toModel())));
    return with("conditions", all)
        .with("status", word)
        .with("observedGeneration", observedGeneration);
  }
}
