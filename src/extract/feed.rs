//! wip
use super::*;
/// wip
pub fn extract(_text: &[u8], _options: &Options) -> Result<Vec<Result<Extracted, ExtractError>>, ExtractError> { Err(Problem::Empty.into()) }
