//! Vectors of texts, from the same kind of server.

use super::{Chat, ChatError, address, answer};
use serde_json::{Value, json};

/// The vectors of some texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Embeddings {
    /// One for each text, in their order: of finite numbers, and all of one length.
    pub vectors: Vec<Vec<f32>>,
    /// Tokens of the texts as the server counted them; see
    /// [`estimated_tokens`](crate::estimated_tokens) where it did not.
    pub tokens: Option<u64>,
}

impl Chat {
    /// Requests a vector for each text. There is no second attempt here, as in [`Chat::ask`].
    pub async fn embed(&self, texts: &[String]) -> Result<Embeddings, ChatError> {
        let question = json!({ "model": self.model, "input": texts });
        let request =
            self.client.post(address::below(&self.base, "embeddings")).body(question.to_string());
        let response =
            self.send(request, self.limits.first_token).await.map_err(|refusal| refusal.error)?;
        let answer = answer::json(response, &self.limits).await.map_err(|it| self.scrubbed(it))?;
        let vectors = vectors(&answer, texts.len()).ok_or(ChatError::NoVectors)?;
        let expected = vectors.first().map_or(0, Vec::len);
        if let Some(other) = vectors.iter().find(|vector| vector.len() != expected) {
            return Err(ChatError::dimensions(expected, other.len()));
        }
        let tokens = answer["usage"]["prompt_tokens"].as_u64().filter(|tokens| *tokens > 0);
        Ok(Embeddings { vectors, tokens })
    }
}

impl ChatError {
    /// Vectors of another length than expected.
    pub fn dimensions(expected: usize, got: usize) -> Self {
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Self::Dimensions { expected: number(expected), got: number(got) }
    }
}

/// The vectors of an answer in the order of the texts; `None` unless each text has one.
fn vectors(answer: &Value, texts: usize) -> Option<Vec<Vec<f32>>> {
    let data = answer["data"].as_array().filter(|data| data.len() == texts)?;
    let mut vectors = vec![Vec::new(); texts];
    for (place, one) in data.iter().enumerate() {
        let index = match &one["index"] {
            Value::Null => place,
            index => usize::try_from(index.as_u64()?).ok()?,
        };
        let numbers = one["embedding"].as_array()?.iter().map(|number| {
            // What is too large for an `f32` is infinite.
            number.as_f64().map(|number| number as f32).filter(|number| number.is_finite())
        });
        let numbers = numbers.collect::<Option<Vec<f32>>>().filter(|it| !it.is_empty())?;
        let vector = vectors.get_mut(index).filter(|vector| vector.is_empty())?;
        *vector = numbers;
    }
    Some(vectors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_vector_of_finite_numbers_for_each_text() {
        let one = |index: Value, embedding: Value| json!({"index": index, "embedding": embedding});
        let of = |data: Value| vectors(&json!({ "data": data }), 2);
        let right = Some(vec![vec![1.0, 2.0], vec![3.0, 4.5]]);
        assert_eq!(
            of(json!([one(json!(0), json!([1, 2])), one(json!(1), json!([3, 4.5]))])),
            right
        );
        // Servers may answer in another order, or leave the order to the list.
        assert_eq!(
            of(json!([one(json!(1), json!([3, 4.5])), one(json!(0), json!([1, 2]))])),
            right
        );
        assert_eq!(of(json!([{"embedding": [1, 2]}, {"embedding": [3, 4.5]}])), right);
        for wrong in [
            json!(null),
            json!([]),
            json!([one(json!(0), json!([1, 2]))]),
            json!([one(json!(0), json!([1, 2])), one(json!(0), json!([3, 4]))]),
            json!([one(json!(0), json!([1, 2])), one(json!(2), json!([3, 4]))]),
            json!([one(json!(0), json!([1, 2])), one(json!("1"), json!([3, 4]))]),
            json!([one(json!(0), json!([1, 2])), one(json!(1), json!([]))]),
            json!([one(json!(0), json!([1, 2])), one(json!(1), json!([3, null]))]),
            json!([one(json!(0), json!([1, 2])), one(json!(1), json!([3, "NaN"]))]),
            json!([one(json!(0), json!([1, 2])), one(json!(1), json!([3, 1e39]))]),
            json!([one(json!(0), json!([1, 2])), one(json!(1), json!("AACAPwAAAEA="))]),
        ] {
            assert_eq!(of(wrong.clone()), None, "{wrong}");
        }
    }
}
