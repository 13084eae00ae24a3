//! `POST /v1/admin/reload`: rules are read again without a restart.

use axum::{Json, extract::State};

use super::{App, Problem, Reloaded, auth::Writer, problem::ProblemBody};

/// Read rules again
///
/// Reads synonyms, curation, learned short forms and the block list of completions again, as
/// SIGHUP does. With a fault in any of them nothing changes, and the answer says where it is.
#[utoipa::path(post, operation_id = "reload", path = "/v1/admin/reload", tag = "operations",
    security(("key" = [])),
    responses(
        (status = 200, body = Reloaded, description = "What is in force now"),
        (status = 401, body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn reload(State(app): State<App>, writer: Writer) -> Result<Json<Reloaded>, Problem> {
    let for_job = app.clone();
    let reloaded = app.pool().run(move || for_job.reload()).await?;
    match &reloaded {
        Ok(reloaded) => tracing::info!(key = writer.name, ?reloaded, "rules were read again"),
        Err(error) => tracing::warn!(key = writer.name, %error, "the old rules stay in force"),
    }
    Ok(Json(reloaded?))
}
