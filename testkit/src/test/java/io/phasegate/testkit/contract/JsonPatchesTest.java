package io.phasegate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.testkit.contract.JsonPatches.DoesNotApply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchesTest {

  private static Json json(String text) {
    try {
      return JsonReader.read(text.replace('\'', '"'));
    } catch (MalformedJson e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Json patched(String document, String patch) throws DoesNotApply {
    return JsonPatches.apply(json(document), json(patch).asArray().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}       | [{'op':'add','path':'/b','value':2}]        | {'a':1,'b':2}",
        "{'a':1}       | [{'op':'add','path':'/a','value':2}]        | {'a':2}",
        "{'a':[1,3]}   | [{'op':'add','path':'/a/1','value':2}]      | {'a':[1,2,3]}",
        "{'a':[1,2]}   | [{'op':'add','path':'/a/-','value':3}]      | {'a':[1,2,3]}",
        "{'a':1}       | [{'op':'add','path':'','value':[]}]         | []",
        "{'a/b':{}}    | [{'op':'add','path':'/a~1b/~0','value':1}]  | {'a/b':{'~':1}}",
        "{'a':{'b':1}} | [{'op':'remove','path':'/a/b'}]             | {'a':{}}",
        "{'a':[1,2,3]} | [{'op':'remove','path':'/a/1'}]             | {'a':[1,3]}",
        "{'a':[1,2]}   | [{'op':'replace','path':'/a/0','value':9}]  | {'a':[9,2]}",
        "{'a':[{'b':1}]} | [{'op':'replace','path':'/a/0/b','value':2}] | {'a':[{'b':2}]}",
        "{'a':1}       | [{'op':'move','from':'/a','path':'/b'}]     | {'b':1}",
        "{'a':1}       | [{'op':'copy','from':'/a','path':'/b'}]     | {'a':1,'b':1}",
        "{'a':1}       | [{'op':'test','path':'/a','value':1}]       | {'a':1}",
        "{'a':1}       | []                                          | {'a':1}"
      })
  void applies(String document, String patch, String result) throws DoesNotApply {
    assertThat(patched(document, patch)).isEqualTo(json(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}   | [{'op':'remove','path':'/b'}]                | /b is not there",
        "{'a':1}   | [{'op':'replace','path':'/b','value':1}]     | /b is not there",
        "{'a':1}   | [{'op':'add','path':'/b/c','value':1}]       | /b is not there",
        "{'a':1}   | [{'op':'add','path':'/a/b','value':1}]       | /a/b has no parent",
        "{'a':[1]} | [{'op':'add','path':'/a/2','value':1}]       | a list has no place 2",
        "{'a':[1]} | [{'op':'remove','path':'/a/-'}]              | /a/- is not there",
        "{'a':1}   | [{'op':'test','path':'/a','value':2}]        | /a is another value",
        "{'a':1}   | [{'op':'paint','path':'/a'}]                 | no operation",
        "{'a':1}   | [{'op':'add','path':'a','value':1}]          | is no pointer",
        "{'a':1}   | [{'op':'add','path':'/b'}]                   | has no value",
        "{'a':1}   | [{'op':'add','value':1}]                     | has no path",
        "{'a':1}   | [1]                                          | is no object"
      })
  void refuses(String document, String patch, String reason) {
    assertThatThrownBy(() -> patched(document, patch))
        .isInstanceOf(DoesNotApply.class)
        .hasMessageContaining(reason);
  }

  @Test
  void keepsTheSpellingOfNumbers() throws DoesNotApply {
    Json result = patched("{'a':1e3}", "[{'op':'add','path':'/b','value':-0.0}]");

    assertThat(result.toString()).isEqualTo("{\"a\":1e3,\"b\":-0.0}");
  }
}
