import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.utils.builder.Buildable;

/** Between a case's values and the SDK's objects, by the fields that the SDK says each of its shapes to have. */
final class SdkValues {
  private SdkValues() {}

  /** Sets a builder's fields. Bytes are {"$bytes": text}, times are ISO texts. */
  static <T extends SdkPojo> T filled(T builder, JsonNode values) {
    for (SdkField<?> field : builder.sdkFields()) {
      values.field(field.memberName()).ifPresent(value -> field.set(builder, given(field, value)));
    }
    return builder;
  }

  private static Object given(SdkField<?> field, JsonNode value) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.STRING) return value.asString();
    if (type == MarshallingType.INTEGER) return Integer.valueOf(value.asNumber());
    if (type == MarshallingType.LONG) return Long.valueOf(value.asNumber());
    if (type == MarshallingType.BOOLEAN) return value.asBoolean();
    if (type == MarshallingType.INSTANT) return Instant.parse(value.asString());
    if (type == MarshallingType.SDK_BYTES) return SdkBytes.fromUtf8String(value.field("$bytes").orElseThrow().asString());
    if (type == MarshallingType.SDK_POJO) return ((Buildable) filled((SdkPojo) field.constructor().get(), value)).build();
    if (type == MarshallingType.LIST) {
      SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
      return value.asArray().stream().map(one -> given(item, one)).toList();
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, Object> map = new LinkedHashMap<>();
      value.asObject().forEach((name, one) -> map.put(name, given(item, one)));
      return map;
    }
    throw new IllegalArgumentException("no case has given a " + type + " yet");
  }

  /** An answer as JSON text. */
  static String json(Object value) {
    if (value == null) return "null";
    if (value instanceof Number || value instanceof Boolean) return value.toString();
    if (value instanceof SdkBytes bytes) return "{\"$bytes\":" + json(bytes.asUtf8String()) + "}";
    if (value instanceof SdkPojo pojo) return json(members(pojo));
    if (value instanceof List<?> list) return "[" + String.join(",", list.stream().map(SdkValues::json).toList()) + "]";
    if (value instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      map.forEach((name, one) -> entries.add(json(name) + ":" + json(one)));
      return "{" + String.join(",", entries) + "}";
    }
    return quoted(value.toString());
  }

  private static Map<String, Object> members(SdkPojo pojo) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      boolean isAbsent = value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
      if (!isAbsent) members.put(field.memberName(), value);
    }
    return members;
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c < ' ' || c > '~') json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
    }
    return json.append('"').toString();
  }
}
